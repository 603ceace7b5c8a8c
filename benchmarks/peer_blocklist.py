# SPDX-License-Identifier: MIT
"""The peer: data-prep-kit's blocklist transform, run by its own interpreter. Prints seconds.

Arguments: a Parquet file with a column ``url``, a folder with a file of domains, and the number of
rounds.
"""

import json
import logging
import sys
import time

import pyarrow.parquet

logging.disable(logging.CRITICAL)

from dpk_blocklist.transform import (  # noqa: E402 (its import logs)
    BlockListTransform,
    annotation_column_name_key,
    blocked_domain_list_path_key,
    source_url_column_name_key,
)

table = pyarrow.parquet.read_table(sys.argv[1])
transform = BlockListTransform(
    {
        annotation_column_name_key: "blocked",
        source_url_column_name_key: "url",
        blocked_domain_list_path_key: sys.argv[2],
    }
)
seconds = []
for _ in range(int(sys.argv[3])):
    start = time.perf_counter()
    _, counts = transform.transform(table)
    seconds.append(time.perf_counter() - start)
print(json.dumps({"seconds": seconds, "matched": counts["block_listed_docs_count"]}))

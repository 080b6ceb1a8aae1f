purge-gone = (closed long ago: words, files and names were deleted as the rules say)
complaint-refused-purged = This case was closed long ago and its content deleted as the rules say, so nothing can be added. If the matter is still open, please file it again.

setting-name-case_keep_days = Days complaints are kept
setting-does-case_keep_days = So many days after a case was closed or withdrawn, its words, files and customers' names are deleted; number, category, cause, promises and satisfaction stay for the statistics.
setting-example-case_keep_days = To change it: /setting case_keep_days 365

purge-gone = （办结已久，文字、照片和姓名已按规定删除）
complaint-refused-purged = 这张投诉单办结已久，内容已按规定删除，不能再补充。问题还在的话，请重新提交。

setting-name-case_keep_days = 投诉内容保留天数
setting-does-case_keep_days = 投诉办结、撤回这么多天后，删除文字、照片和客户姓名；编号、类别、原因、承诺和满意度留作统计。
setting-example-case_keep_days = 修改：/setting case_keep_days 365

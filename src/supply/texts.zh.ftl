supply-name = 品名
supply-spec = 规格
supply-wholesale = 批发
supply-retail = 零售
supply-quota = 限量
supply-quota-unlimited = 不限
supply-quota-unknown = —
supply-panel = 货源表：{ $n } 种商品。限量不会发出去，店主发 /supply 只看到自己档位的。

supply-empty = 表里除了表头没有内容，什么都没有改。
supply-refused = ⚠️ 这份表没有采用，请先改这些地方：
supply-columns = 表头要有“品名”和“批发价”；可以有“规格”“建议零售价”，以及各档位的限量，如“5档”“1-5档”“26档以上”。
supply-fix = 改好后把文件再发一次就行。
supply-partly = ⚠️ 有 { $bad } 行看不懂，另外 { $good } 行没有问题：
supply-partly-ask = 只用没有问题的 { $good } 行，还是改好后把文件再发一次？
supply-use-good = 只用这 { $good } 行
supply-accepted = 好的，只用没有问题的行，预览如下。
supply-ignored = 没有采用的列：{ $columns }。档位的限量请写成“5档”或“1-5档”。
supply-draft-gone = 这份货源草稿已经不在了，或改了栏目，表格没有放进去。请发 /post 货源信息，再发一次表格。
supply-row = 第 { $row } 行 · { $field }：{ $reason }
supply-more = 还有 { $n } 处没有列出。
supply-field-quota = { $groups } 档限量
supply-field =
    { $field ->
        [whole] 整行
        [goods] 品名
        [spec] 规格
        [wholesale_price] 批发价
        [suggested_retail] 建议零售价
       *[other] { $field }
    }
supply-reason =
    { $reason ->
        [missing] 没有填
        [missing_column] 缺少这一列
        [duplicate_column] 这一列出现了两次
        [malformed] 格式不对
        [too_long] 太长
        [not_a_price] 不是价格（元，最多到分）
        [not_a_quota] 不是条数，也不是“不限”
        [duplicate] 后面又有同一种商品，以后面的为准
        [too_many_rows] 一份表最多 500 行
       *[other] { $reason }
    }

supply-in-private = 货源和新品请看本群「{ $column }」栏目，或者到我的私聊发 { $command }：只有您自己看得到。
supply-open-private = 打开私聊
supply-yours = 「{ $shops }」是 { $group } 档，「限量」一栏是每种商品最多订几条：
supply-no-group = 「{ $shops }」在名册里没有档位，看不到限量，请问客户经理。
supply-ask-group = 限量按档位分。要看某一档的，请发 /supply 加档位，如 /supply 12。
supply-of-group = 「限量」一栏是 { $group } 档每种商品最多订几条：
supply-new-all = 🆕 最近 { $days } 天有 { $n } 个新品推介，新的在前：
supply-new-latest = 🆕 最近 { $days } 天有 { $n } 个新品推介，下面是最新的 { $shown } 个：
supply-new-none = 最近 { $days } 天没有新品推介。有了会发在群里的「{ $column }」栏目，您也可以随时再来查。货源请发 /supply；想问某个商品，点下面的「{ $ask }」。
supply-own-quotas = 📋 自己店的限量，私聊我发 /supply 查。
supply-over = （货源表已更新，这里没有内容了，请看上面）

import-intro =
    把 Excel 文件（.xlsx，取第一张工作表）或 CSV 文件发到这里就能导入，表头用中文也行：
    · 名册：licence_no, shop_name, phone, district, route（另可有 account_manager, status, supply_group 等）
    · 订货日历：route, weekdays, cutoff
    · 订单：order_no, licence_no, ordered_at, cartons, amount
    没问题的行直接生效，有问题的行我会列出来。
import-in-private = 导入请到私聊里办：名册里有电话号码。
import-kind =
    { $kind ->
        [roster] 名册
        [calendar] 订货日历
       *[orders] 订单
    }
import-done = ✅ { $kind }已导入：新增 { $created }，更新 { $updated }，不变 { $unchanged }。
import-partly = ⚠️ { $kind }部分导入：新增 { $created }，更新 { $updated }，不变 { $unchanged }，{ $rejected } 行没有导入：
import-refused = ⚠️ { $kind }没有导入，请先改这些地方：
import-row = 第 { $row } 行 · { $field }：{ $reason }
import-more = 还有 { $more } 处，全部列在附件里。改好后把文件再发一次就行。
import-fix = 改好后把文件再发一次就行。
import-empty = 文件里除了表头没有内容，什么都没有改。
import-not-csv = 请发 Excel 文件（.xlsx）或 CSV 文件。
import-file-refused =
    { $reason ->
        [encrypted] 这个 Excel 文件有密码，我打不开。请在 Excel 里去掉密码（文件 › 信息 › 保护工作簿），保存后再发一次。
        [old_excel] 这是旧格式的 Excel 文件（.xls）。请在 Excel 里“另存为”，类型选“Excel 工作簿（.xlsx）”，再发一次。
        [not_a_table] 这个文件其实是网页，不是表格。请用 Excel 打开，“另存为”选“Excel 工作簿（.xlsx）”，再发一次。
        [empty] 文件里没有内容（Excel 只看第一张工作表），什么都没有改。
        [too_big] 这个 Excel 文件展开后太大，我读不了。请只留需要的行和列，或拆成几份再发。
       *[broken] 这个文件打不开，可能已经损坏，什么都没有改。请在 Excel 里打开，“另存为”选“Excel 工作簿（.xlsx）”，再发一次。
    }
import-too-big = 文件超过 20 MB，Telegram 不让我下载。请拆成几份再发。
import-not-downloaded = 没能从 Telegram 取到这个文件，什么都没有改。请过一分钟再发一次。
import-unknown-header = 看不出这是名册、订货日历还是订单：第一行要有列名。发 /import 看要哪些列。
import-field =
    { $field ->
        [whole] 整行
        [licence_no] 许可证号
        [shop_name] 店名
        [phone] 电话
        [district] 区
        [route] 线路
        [contact_name] 联系人
        [business_type] 业态
        [area] 城乡
        [address] 地址
        [tier] 星级
        [supply_group] 档位
        [account_manager] 客户经理
        [status] 状态
        [birthday] 生日
        [weekdays] 订货日
        [cutoff] 截止时间
        [opens] 开始时间
        [date] 日期
        [order_no] 订单号
        [ordered_at] 订货时间
        [cartons] 条数
        [amount] 金额
       *[other] { $field }
    }
import-reason =
    { $reason ->
        [missing] 没有填
        [missing_column] 缺少这一列
        [duplicate_column] 这一列出现了两次
        [malformed] 格式不对
        [too_long] 太长
        [not_12_digits] 不是 12 位数字（Excel 里请把这一列设为文本）
        [not_a_phone] 不是有效的电话号码
        [not_a_supply_group] 档位应是 1 以上的整数
        [not_a_date] 不是日期
        [unknown_status] 应为 正常、停业 或 歇业
        [unknown_business_type] 不在七种业态之内
        [unknown_area] 应为 城市 或 农村
        [duplicate] 同一文件里后面又出现，以后面的为准
        [route_in_other_district] 这条线路属于另一个区
        [route_has_other_manager] 这条线路在文件里已有另一位客户经理
        [staff_removed] 这位客户经理已离职，请先用 /staff 处理
        [unknown_route] 没有这条线路，请先导入名册
        [unknown_licence] 名册里没有这个许可证号
        [route_and_licence] 线路和许可证号只能填一个
        [not_a_time] 不是有效的时间
        [not_a_number] 不是有效的数字
        [not_before_cutoff] 开始时间要早于截止时间
        [outside_window] 不在订货时段内
       *[other] { $reason }
    }

# Orders that landed, or wait
import-outside = ⚠️ { $count } 笔订单已存，但下单时间不在本店的订货时段内（已截止、未开始、已取消或没有订货日历），请核对时间和日历：
import-outside-more = 还有 { $more } 笔，全部列在附件里。
import-unclaimed = 许可证号不在名册里的订单先保留 30 天，导入名册后自动归到店铺，不用再发。
import-claimed = 先前到的 { $claimed } 笔订单，已归到这次新增的店铺。

supply-name = 品名
supply-spec = 规格
supply-wholesale = 批发
supply-retail = 零售
supply-quota = 限量
supply-quota-unlimited = 不限
supply-quota-unknown = —

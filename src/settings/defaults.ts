/** Claims that the advertising law forbids to any seller, and tastings that it forbids to this one; each office adds its own. */
export const SENSITIVE_WORDS = ["国家级", "最高级", "特供", "免费品尝", "free sample"] as const;

/** Gifts, lotteries and claims of health have no place beside tobacco: a post on goods carries facts. */
export const PRODUCT_WORDS = [
  "赠送",
  "赠品",
  "抽奖",
  "中奖",
  "买一送一",
  "买一赠一",
  "免费领取",
  "礼品",
  "有益健康",
  "健康",
  "保健",
  "减害",
  "低害",
  "无害",
  "戒烟",
  "free gift",
  "giveaway",
  "prize draw",
  "lottery",
  "lotteries",
  "buy one get one",
  "healthy",
  "healthier",
  "good for health",
  "less harmful",
  "harmless",
  "quit smoking",
] as const;

/** Offers of an order or a sale in chat: orders go to the ordering system, money never through the bot. */
export const SALE_WORDS = [
  "私聊下单",
  "群里下单",
  "群内接龙",
  "加微信",
  "转账",
  "代订",
  "代下单",
  "付款码",
  "收款码",
  "order here",
  "order with me",
  "reply to order",
  "dm to order",
  "pay me",
  "bank transfer",
] as const;

/** Why it comes to complaints, as the trade says it; each has an English name in the texts. Each office adds its own. */
export const COMPLAINT_CAUSES = [
  "送货延误",
  "少货错货",
  "货品破损",
  "货源不足",
  "系统故障",
  "扣款差错",
  "服务态度",
  "信息不明",
  "政策规定",
  "客户操作",
  "其他原因",
] as const;

/** What the desk says again and again, a title before the colon; each has an English version in the texts. Each office adds its own. */
export const CANNED_REPLIES = [
  "正在核实：您好，您反映的问题已收到，我们正在核实，有结果马上告诉您。",
  "正在查送货：您好，已联系送货部门查这一车的装车和签收记录，查清后马上回复您。",
  "请发照片：您好，请把货品、外箱和送货单拍照发到这里，方便我们尽快核实处理。",
  "退换货办法：您好，请保留原包装和送货单，不要销售。客户经理上门核对后，按规定为您办理退换。",
  "客户经理上门：您好，这件事需要到店里看一下。客户经理会按约定时间上门，请您留人在店。",
] as const;

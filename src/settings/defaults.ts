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

import type { Category } from "./rules.ts";

/** Words that speak for a category; where two have as many, the first of the list wins. */
const WORDS: [Category, RegExp][] = [
  [
    "attitude",
    /态度|辱骂|骂人|骂我|粗暴|不耐烦|推诿|不理人|服务差|\b(?:rude|attitude|impolite|unfriendly|shout(?:ed|ing)?|swor[en]|insult\w*)\b/giu,
  ],
  [
    "delivery",
    /送货|配送|送来|送到|到货|没送|未送|少送|漏送|错送|送错|少了|司机|晚到|\b(?:deliver\w*|driver|missing|short(?:age)?|arriv\w*|late|cartons? short)\b/giu,
  ],
  [
    "quality",
    /质量|发霉|霉变|霉味|受潮|变质|破损|压坏|损坏|退货|换货|退换|过期|\b(?:quality|mou?ldy?|damp|damaged|broken|stale|return(?:ed|s)?|exchange[ds]?|expired)\b/giu,
  ],
  [
    "settlement",
    /扣款|多扣|重复扣|结算|货款|付款|银行|对账|发票|余额|到账|\b(?:payment|paid|charged?|overcharged|invoices?|bank|refund\w*|settle\w*|deducted)\b/giu,
  ],
  ["licensing", /许可证|办证|换证|延续|专卖|执法|检查|处罚|罚款|\b(?:licen[cs]\w*|inspect\w*|enforcement|permit|fined?)\b/giu],
  ["ordering", /订货|订单|下单|系统|登录|登陆|网页|订不了|订不上|截止|\b(?:order\w*|website|log ?in|app|system|cut-?off|password)\b/giu],
  ["supply", /货源|缺货|断货|没货|限量|投放|供应|供货|档位|紧俏|分配|配额|\b(?:supply|supplies|out of stock|allocat\w*|quota|stock)\b/giu],
  ["advice", /咨询|请教|想了解|想问|问一下|\b(?:advice|question|enquiry|inquiry|wondering|how (?:do|can) i)\b/giu],
];

/** The category that most words of the text speak for; "other" when none does. A suggestion: one tap changes it. */
export function suggestCategory(text: string): Category {
  let best: { category: Category; hits: number } = { category: "other", hits: 0 };
  for (const [category, words] of WORDS) {
    const hits = new Set(text.match(words)?.map((word) => word.toLowerCase())).size;
    if (hits > best.hits) best = { category, hits };
  }
  return best.category;
}

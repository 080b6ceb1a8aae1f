import type { ResponseParameters } from "@grammyjs/types";

/** What the Bot API answers instead of a result, with Telegram's own text. */
export class BotApiError extends Error {
  readonly code: number;
  readonly parameters: ResponseParameters | undefined;

  constructor(code: number, description: string, parameters?: ResponseParameters) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

/** What a person's Telegram client would not let them do; answered to the page as a 4xx, never seen by the bot. */
export class Refusal extends Error {}

/** A 400; the text starts in lower case after the prefix, as in Telegram. */
export function badRequest(description: string): BotApiError {
  return new BotApiError(400, `Bad Request: ${description}`);
}

/** A 403. */
export function forbidden(description: string): BotApiError {
  return new BotApiError(403, `Forbidden: ${description}`);
}

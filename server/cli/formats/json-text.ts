/** JSON for programs that does no harm to a terminal either: what would steer it is escaped. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2).replace(steering, escaped)}\n`;
}

/** `JSON.stringify` escapes the other control characters. */
const steering = /[\u007F-\u009F\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/g;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

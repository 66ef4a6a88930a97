/**
 * How a login looks in the files that hold one among other things. Each shape is an expression with bounds, so that no
 * text takes long, and what it finds counts only when the value is not one that people put in the place of a secret.
 */
export type Shape = keyof typeof shapes;

const name =
  '[\\w.$-]{0,40}(?:passw(?:or)?d|passwd|passphrase|pwd|secret|token|api_?-?key|access_?-?key|private_?-?key|auth_?-?key|_pw|(?<![a-z])salt|(?:db|user|admin|root|ftp|smtp|imap|mail|(?<![a-z]))pass(?![a-z]))(?!iz|s?[_-]?(?:url|uri|path|file|type|name|count|limit|len|expir|ttl|age|hasher|polic|reset|field|format|header|endpoint|min|max|valid|ation|require|prompt|regex|pattern|label|strength))[\\w-]{0,20}';

/** Each has one group: the value. */
const shapes = {
  /** `name = value`, `name: value`, in settings. */
  assigned: new RegExp(
    `(?<![\\w.$-])${name}["'\\]]{0,3}[ \\t]{0,8}(?:=>|:=|[:=])[ \\t]{0,8}["']?([^\\s"',;{}<>]{4,200})`,
    'gi',
  ),
  /** The same in code: the value is a literal. Also `define('NAME', 'value')`. */
  quoted: new RegExp(
    `(?<![\\w.$-])${name}["'\\]]{0,3}[ \\t]{0,8}(?:=>|:=|[:=,])[ \\t]{0,8}["']([^\\s"'{}<>]{4,200})["']`,
    'gi',
  ),
  /** What a shell exports. */
  exported: new RegExp(
    `^[ \\t]{0,20}(?:(?:export|setenv|set -g?x|set -Ux|alias|\\$env:)[ \\t]{0,4})?${name}[ \\t]{0,2}[= \\t][ \\t]{0,2}["']?([^\\s"',;{}<>|]{6,200})`,
    'gim',
  ),
  element:
    /<[\w:.-]{0,30}(?:pass|password|passwd|pwd|secret|token|apikey|passphrase)(?:word)?\b[^<>]{0,80}>([^<\s]{3,200})</gi,
  'url-login': /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/"'<>]{0,80}:([^\s:@/"'<>]{3,200})@[\w.[-]/gi,
  'registry-token':
    /(?:_authToken|_auth|_password|npmAuthToken|npmAuthIdent)["']?[ \t]{0,4}[=:][ \t]{0,4}["']?([^\s"']{6,400})/gi,
  'registry-login':
    /"(?:auth|identitytoken|registrytoken|password)"\s{0,8}:\s{0,8}"([^"\s]{6,4000})"/gi,
  nuget: /key="(?:ClearText)?Password"\s{1,8}value="([^"\s]{3,400})"/gi,
  'oauth-token':
    /(?:oauth_token|access_token|token)["']?[ \t]{0,4}[:=][ \t]{0,4}["']?([^\s"',]{8,400})/gi,
  'server-password':
    /\b(?:rcon|sv)_?\.?password["']?[ \t]{0,4}[=: \t][ \t]{0,4}["']?([^\s"']{3,200})/gi,
  'session-password': /^(?:password 51:b:|password=|Password=|ClearPassword=)([^\s]{3,2000})/gim,
  'login-call':
    /\.(?:login|connect|authenticate)\(\s{0,20}["'][^"'\n]{1,120}["']\s{0,4},\s{0,20}["']([^"'\n]{3,200})["']/gi,
  hashes:
    /^[\w.@+-]{1,80}:(?:[^:\n]{0,40}:)?(\$(?:1|2[aby]|5|6|y|gy|apr1|argon2id?)\$[^\s:]{8,200}|\{SHA\}[\w+/=]{20,40}|[./0-9A-Za-z]{13}(?=$|:))/gm,
  dump: /(\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}|\$[PH]\$[./0-9A-Za-z]{31}|\$argon2id?\$[^\s']{20,200}|\$[156y]\$[./0-9A-Za-z]{4,40}\$[./0-9A-Za-z]{20,90}|(?<=identified by (?:password )?')[^']{3,200}(?=')|(?<=')(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})(?='))/gi,
} as const;

/** Where a text has one of these shapes: offsets of the value of the first, or null. */
export function findShape(
  text: string,
  wanted: readonly Shape[],
): { readonly start: number; readonly end: number } | null {
  let first: { start: number; end: number } | null = null;
  for (const shape of wanted) {
    // A dump without a table of people has hashes of other things.
    if (
      shape === 'dump' &&
      !/(?:user|account|member|admin|customer|login|identified by)/i.test(text)
    )
      continue;
    for (const match of text.matchAll(shapes[shape])) {
      const value = match[1] ?? '';
      // A hash begins as a reference does.
      if (shape !== 'hashes' && shape !== 'dump' && isStandIn(value)) continue;
      const end = match.index + match[0].lastIndexOf(value) + value.length;
      const start = end - value.length;
      if (first === null || start < first.start) first = { start, end };
      break;
    }
  }
  return first;
}

/** What people and programs write where a secret would stand. */
const standIns =
  /^(?:[x*.#_-]{3,}|\$.*|%.*|@.*|\(.*|\[.*|!.*|<.*|`.*|~\/.*|\/.*|&.*|\\.*|null|none|nil|true|false|undefined|yes|no|on|off|required|optional|string|str|bool|int|text|hidden|empty|todo|tbd|dummy|placeholder|redacted|removed|omitted|changeme.*|change[_-]?(?:me|this|it).*|replace.*|insert.*|enter.*|your.*|my[_-]?(?:secret|password|token|key).*|example.*|sample.*|fake.*|mock.*|test(?:ing|test)?|foo.*|bar|password|passwd|pass|secret|token|api[_-]?key|key|value|username|user|env\b.*|ENV\b.*|getenv.*|os\.\w.*|process\.\w.*|config\.\w.*|settings\.\w.*|self\.\w.*|this\.\w.*|options\.\w.*|secrets\.\w.*|var\.\w.*|local\.\w.*|data\.\w.*|System\.\w.*|Rails\.\w.*|Deno\.\w.*|import\.\w.*|\w+\(.*|new|function|async|await|lambda|return|require.*)$/i;

/** Whether a value only stands in the place of a secret: a placeholder, a reference, a word of a program. */
export function isStandIn(value: string): boolean {
  const bare = value.replace(/[)\]},;]+$/, '');
  return bare.length < 3 || standIns.test(bare) || /\$\{|\{\{|<%|%>|\}\}|#\{/.test(value);
}

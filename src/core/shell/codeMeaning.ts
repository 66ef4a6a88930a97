/**
 * What code in another language spells out beside paths: commands that it starts, connections that it opens, and
 * forms that hand a shell to somebody else or run what nobody can read. Literals only: what is computed passes.
 */

export interface CodeCommand {
  /** One text for a shell, or the words of one program. */
  readonly words: readonly string[];
  readonly isText: boolean;
  /** False where the name of the function means many things (`run`, `exec`): only what is surely bad counts. */
  readonly certain: boolean;
}

const mostCommands = 24;

/** Calls that start programs in Python, JavaScript, Perl, Ruby, PHP, Lua and awk. */
const certainCalls =
  /(?:\bos\.(?:system|popen|exec[lv]p?e?|spawn[lv]p?e?|execute)|\bio\.popen|\bsubprocess\.\w+|\bcommands\.get\w+|\bpty\.spawn|\bPopen|\bcheck_(?:output|call)|\bget(?:status)?output|\bchild_process['"]?\)?\.\w+|\bexec(?:File)?Sync|\bspawnSync|\bexecFile|\bspawn|\bsystem|\bshell_exec|\bpassthru|\bproc_open|\bpopen|\bOpen3\.\w+|\bIO\.popen|\bKernel\.\w+|\bqx|%x|\bRuntime\.getRuntime\(\)\.exec|\bProcessBuilder|\bDeno\.Command|\bBun\.spawn\w*)\s*[([{]?\s*[[({]?\s*$/;
const looseCalls = /\b(?:exec|run|call|execute|start|sh|shell|cmd|command)\s*\(\s*\[?\s*$/;

/** Commands that are spelled out as arguments of such calls, as `system` statements, or in backticks. */
export function commandsInCode(
  code: string,
  literals: readonly CodeLiteral[],
  via: string,
): CodeCommand[] {
  const found: CodeCommand[] = [];
  const backticks = /^(?:perl|raku|ruby|irb|jruby|php|julia)/.test(via);
  for (let index = 0; index < literals.length && found.length < mostCommands; index += 1) {
    const literal = literals[index];
    if (literal === undefined || literal.text.trim() === '') continue;
    const before = code.slice(Math.max(0, literal.start - 80), literal.start);
    const certain = certainCalls.test(before) || (backticks && literal.quote === '`');
    const piped = /^[^\S\n]*\|/.test(before) || /\|&?\s*$/.test(before);
    const awkPipe =
      /^awk|^[gmn]awk/.test(via) &&
      (piped || /^\s*\|&?\s*getline/.test(code.slice(literal.end, literal.end + 20)));
    if (!certain && !awkPipe && !looseCalls.test(before)) continue;
    const words = [literal.text];
    // A list, or a program followed by a list of its arguments.
    for (let next = index + 1; next < literals.length; next += 1) {
      const other = literals[next];
      const last = literals[next - 1];
      if (other === undefined || last === undefined) break;
      if (!/^\s*,\s*[[(]?\s*$/.test(code.slice(last.end, other.start))) break;
      words.push(other.text);
    }
    const isText = words.length === 1 || /\s/.test(literal.text);
    found.push({ words, isText, certain: certain || awkPipe });
  }
  for (const bare of code.matchAll(/%x[({[]([^)}\]]*)[)}\]]|\bqx[({[/!|]([^)}\]/!|]*)[)}\]/!|]/g)) {
    if (found.length >= mostCommands) break;
    found.push({ words: [bare[1] ?? bare[2] ?? ''], isText: true, certain: true });
  }
  return found;
}

export interface CodeLiteral {
  /** With escapes decoded and adjacent literals joined. */
  readonly text: string;
  readonly quote: string;
  readonly start: number;
  readonly end: number;
}

const connects =
  /\.connect\s*\(|\.connect_ex\s*\(|\.bind\s*\(|\blisten\s*\(|create_connection|create_server|TCPSocket|TCPServer|UNIXSocket|fsockopen|pfsockopen|stream_socket_client|socket_connect|net\.(?:connect|createConnection|createServer|Socket)|createConnection\s*\(|['"](?:node:)?net['"]|\/inet\/(?:tcp|udp)|IO::Socket|\bsockaddr_in\b|socket\.(?:tcp|connect)\b|tcp\(\)|Net\.Sockets|TcpClient|net\.Dial|\/dev\/tcp\/|new Socket\s*\(|gen_tcp/;
const shellLiteral =
  /["'`/\s,(=](?:(?:ba|z|da|k|c|a)?sh|cmd\.exe|cmd|powershell(?:\.exe)?)(?=["'`\s,)]|$)/;
const starts =
  /dup2|pty\.spawn|\bsystem\b|popen|\bexec\w*|spawn|subprocess|child_process|Process|check_output|getoutput|shell_exec|passthru|proc_open|os\.execute|Runtime|`|getline|open\s*\(?\s*STD(?:IN|OUT)|\$stdin|reopen/i;
const receives =
  /\brecv|\.gets\b|\bgets\(|\bfgets\b|\bfread\b|\.on\s*\(\s*['"]data|\|&\s*getline|receive|\.read(?:line)?\b/;
const runsReceived =
  /\b(?:system|popen|exec\w{0,20}|spawn\w{0,20}|subprocess\.\w+|check_output|getoutput|shell_exec|passthru|eval|os\.execute)\s*\(?\s*(?:[\w.$]{0,80}(?:data|cmd|command|recv|line|buf|input|msg|d|c|s)\b)/i;

/** A connection in code that a shell, or whatever comes over it, is tied to. */
export function givesShellAway(code: string): boolean {
  // Databases connect and bind, too.
  if (!connects.test(code) || !/sock|inet|tcp|\bnet\b/i.test(code)) return false;
  if (/dup2|pty\.spawn/.test(code) && /sock|connect|inet|\bs\b/.test(code)) return true;
  if (shellLiteral.test(code) && starts.test(code)) return true;
  return (
    (receives.test(code) && runsReceived.test(code)) ||
    (/\/inet\/tcp/.test(code) && /\|\s*getline|\|&/.test(code) && /while/.test(code))
  );
}

const runner = String.raw`(?:\b(?:exec|eval|system|popen|Popen|run|call|check_call|check_output|getoutput|execSync|execFileSync|spawn|spawnSync|Function|shell_exec|passthru|instance_eval|class_eval|loadstring|load|compile|require_string|runInThisContext|runInNewContext|_compile)\s*\(?)`;
const decoder = String.raw`(?:b(?:16|32|64|85)decode|urlsafe_b64decode|decodebytes|a2b_\w+|unhexlify|fromhex|codecs\.decode|zlib\.decompress|marshal\.loads|\batob\s*\(|Buffer\.from\s*\([^)]*['"](?:base64|hex)['"]|base64_decode|gzinflate|gzuncompress|str_rot13|hex2bin|decode_base64|decode64|unpack\s*\(?\s*['"]|\.unpack1?\b|pack\s*\(?\s*["']H\*)`;
const fetcher = String.raw`(?:urlopen|urlretrieve|requests\.(?:get|request)|httpx\.get|https?\.get\s*\(|\bfetch\s*\(|URI\.open|open\s*\(\s*['"]https?:|file_get_contents\s*\(\s*['"]https?:|(?:require|include)(?:_once)?\s*\(?\s*['"]https?:|Net::HTTP|LWP::|\bget\s*\(\s*['"]https?:|HTTP\.get)`;
// Made for code only: a hook that sees none does without them.
const runsDecoded = (): RegExp => new RegExp(`${runner}[^;\\n]{0,400}${decoder}`);
const runsFetched = (): RegExp => new RegExp(`${runner}[^;\\n]{0,400}${fetcher}`);
const fetchedName = (): RegExp =>
  new RegExp(`\\b(\\w{1,64})\\s*=[^;\\n]{0,200}(?:${decoder}|${fetcher})`);

/** Why code runs something that nobody can read here, or null. */
export function runsUnseen(code: string): string | null {
  if (runsFetched().test(code) || /(?:require|include)(?:_once)?\s*\(?\s*['"]https?:/.test(code)) {
    return 'runs code from a download';
  }
  if (runsDecoded().test(code)) return 'runs code that cannot be seen';
  const name = fetchedName().exec(code)?.[1];
  if (name === undefined) return null;
  const later = new RegExp(`${runner}\\s*\\(?\\s*${name}\\b`);
  return later.test(code) ? 'runs code from a download' : null;
}

const speaksToNetwork =
  /\b(?:requests|urllib\d?|httpx|aiohttp|http\.client|fetch|axios|got|undici|socket\w*|https?\.(?:get|request)|Net::|LWP|open-uri|URI\.open|HTTParty|Faraday|RestClient|curl_\w+|file_get_contents|IO::Socket|HTTP::Tiny|smtplib|ftplib|boto3|paramiko|urlretrieve|WebSocket|fsockopen|net)\b/;
const posting =
  /\b(?:requests|httpx|axios|session|client|got|HTTParty|Faraday|RestClient|http|https|ua|http_client|s3|S3)\s*(?:\.|->|::)\s*(?:post|put|patch|post_form|upload\w*|put_object)\b|urlopen\s*\([^)\n]*,|Request\s*\([^;\n]*(?:,|data\s*=|method\s*=)|\brequest\s*\(\s*['"](?:POST|PUT|PATCH)|method\s*[:=]\s*['"](?:POST|PUT|PATCH)|['"]method['"]\s*[:=]>?\s*['"](?:POST|PUT)|\.(?:sendall|sendto|sendfile|storbinary|storlines|sendmail|send_message|send|end|write|upload_file)\s*\(|Net::HTTP(?:\.post|::Post|::Put)|CURLOPT_POST|\bsend\s*\(?\s*\$?s|fwrite\s*\(|->(?:post|put|send)\b|\bprint\s+\$s/;

/** Hosts that the code names as addresses, and whether it sends to them. */
export function connectionsInCode(code: string): { target: string; sends: boolean }[] {
  if (!speaksToNetwork.test(code)) return [];
  const targets = new Set<string>();
  for (const url of code.matchAll(/\b(?:https?|wss?|ftps?):\/\/[\w.[\]:@%-]+/gi))
    targets.add(url[0]);
  for (const pair of code.matchAll(
    /\(\s*['"]([\w-]+(?:\.[\w-]+)+|localhost)['"]\s*,\s*(?:\d{1,5}|int\()/g,
  )) {
    targets.add(pair[1] ?? '');
  }
  const sends = posting.test(code);
  return Array.from(targets)
    .filter((target) => /[\w\]]/.test(target))
    .slice(0, 16)
    .map((target) => ({ target, sends }));
}

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

/** Languages whose `exec` takes a command as it stands: `exec "…"`, `do shell script "…"`. */
const wordCalls = /^(?:perl|raku|ruby|irb|jruby|php|osascript|expect|tclsh|wish)/;
const wordCall = /(?:\bexec|\bdo shell script|\bspawn)\s{0,8}\(?\s{0,8}$/;

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
    const certain =
      certainCalls.test(before) ||
      (backticks && literal.quote === '`') ||
      (wordCalls.test(via) && wordCall.test(before));
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
  if (/^(?:expect|tclsh|wish)/.test(via)) {
    // Tcl's commands are words: `spawn ssh host`, `[exec sh -c …]`.
    for (const words of code.matchAll(/(?:^|[\s;[{])(?:spawn|exec)\s+([^\];\n}]{1,400})/g)) {
      if (found.length >= mostCommands) break;
      found.push({ words: [words[1] ?? ''], isText: true, certain: false });
    }
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

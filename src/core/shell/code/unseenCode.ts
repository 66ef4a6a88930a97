/** Code that runs something which nobody can read here: decoded text, or what comes from an address. */

const runner = String.raw`(?:(?<!\b(?:json|yaml|toml|tomllib|np|numpy|torch|csv|JSON|YAML|re|page|sched)\.)\b(?:exec|eval|system|popen|Popen|run|call|check_call|check_output|getoutput|execSync|execFileSync|spawn|spawnSync|Function|shell_exec|passthru|instance_eval|class_eval|loadstring|load|compile|require_string|runInThisContext|runInNewContext|runInContext|_compile|source|sys\.source|include_string|include|evaluate|eval_string|execute|iex|Invoke-Expression)\s*\(?)`;
const decoder = String.raw`(?:b(?:16|32|64|85)decode|urlsafe_b64decode|decodebytes|a2b_\w+|unhexlify|fromhex|codecs\.decode|zlib\.decompress|marshal\.loads|\batob\s*\(|Buffer\.from\s*\([^)]*['"](?:base64|hex)['"]|base64_decode|gzinflate|gzuncompress|str_rot13|hex2bin|decode_base64|decode64|unpack\s*\(?\s*['"]|\.unpack1?\b|pack\s*\(?\s*["']H\*)`;
/** Calls that give what an address serves. */
const fetches = String.raw`(?:urlopen|urlretrieve|requests\.(?:get|request)|httpx\.get|https?\.get\s*\(|\bfetch\s*\(|URI\.open|open\s*\(\s*['"]https?:|file_get_contents\s*\(\s*['"]https?:|(?:require|include)(?:_once)?\s*\(?\s*['"]https?:|Net::HTTP|LWP::|\bget\s*\(\s*['"]https?:|HTTP\.get|http\.request|\.https?['"]\s*\)\s*\.request|HTTPoison|:httpc\.request|http:get|new URL\s*\(\s*['"]https?:|\.toURL\s*\(|url\s*\(\s*['"]https?:|(?:Downloads\.)?download\s*\(|readLines\s*\(\s*(?:url\s*\(\s*)?['"]https?:|getURL\s*\(|io\.popen\s*\(\s*['"](?:curl|wget)|(?:curl|wget)\s[^"'\x60\n]{0,200}["'\x60]\s*\|\s*getline|http::geturl|\$?\(\s*(?:curl|wget|http get)\s|urlread\s*\(|webread\s*\(|vim\.fn\.system\w*\s*\(\s*['"](?:curl|wget)|\b(?:system|popen|readlines?|qx|shell_exec|check_output|getoutput)\s*\(\s*['"](?:curl|wget)\b|['"]\)\s*\.text|slurp\s*["']https?:)`;

const runsDecoded = new RegExp(`${runner}[^;\\n]{0,400}${decoder}`);
const runsFetched = new RegExp(`${runner}[^;\\n]{0,400}${fetches}`);
/** `fetch(u).then(r => r.text()).then(eval)`, `res.on('end', () => eval(body))`. */
const thenRuns = new RegExp(
  String.raw`${fetches}[\s\S]{0,600}?(?:\.then\s*\(|=>|function\s*\(|\bdo\s*\|)[\s\S]{0,300}?(?:\beval\b|new\s+Function|\bFunction\s*\(|\brunIn\w{1,16}Context|\b_compile\b|\bvm\.|\bexecSync\s*\(|\bexec\s*\(\s*(?:t|r|b|body|text|data|code|s|d|c)\b)`,
);
/** Statements that load an address as code. */
const loadsAddress =
  /\b(?:require|include)(?:_once)?\s*\(?\s*['"]https?:|\bimport\s*\(?\s*['"`]https?:|\bfrom\s*['"`]https?:|\bimportScripts\s*\(\s*['"]https?:|\b(?:sys\.)?source\s*\(\s*(?:file\s*=\s*|url\s*\(\s*)?['"]https?:|(?:^|[:;|\n])\s{0,4}(?:so(?:urce)?|luafile|pyfile|rubyfile|ru(?:ntime)?)!?\s+https?:|\(load(?:-file)?\s+"https?:|\bload-file\s+"https?:|:load\s+https?:|\bsource_url\s*\(|\burl-retrieve-synchronously\b[\s\S]{0,300}\beval-buffer\b|\(eval-(?:buffer|region|expression)[\s\S]{0,200}https?:/;
const installsAddress =
  /\b(?:devtools|remotes|pak|BiocManager)::\w*install\w*\s*\(?\s*["'](?:https?:|git|[\w.-]+\/)|\binstall_(?:github|gitlab|url|git|bitbucket)\s*\(|\binstall\.packages\s*\(\s*["']https?:|\binstall\.packages\([^)\n]{0,200}repos\s*=\s*["']http:\/\/\d|\bPkg\.(?:add|develop|clone)\s*\([^)\n]{0,80}(?:url\s*=\s*["']|["']https?:)|:git\/url\s+"|\bMix\.install\s*\([^)\n]{0,200}(?:git|github):/;
const fetchedName = new RegExp(`\\b(\\w{1,64})\\s*=[^;\\n]{0,200}(?:${decoder}|${fetches})`, 'g');
/** awk: what a fetcher prints is run line by line. */
const awkRuns = /\b(?:curl|wget)\s[^"\n]{0,300}"\s*\|\s*getline[\s\S]{0,200}\bsystem\s*\(/;

const fromDownload = 'runs code from a download';
const fetchesAnything = new RegExp(fetches);

/** Whether code brings something from an address. */
export function fetchesInCode(code: string): boolean {
  return fetchesAnything.test(code);
}

/** Why code runs something that nobody can read here, or null. */
export function runsUnseen(code: string): string | null {
  if (runsFetched.test(code) || loadsAddress.test(code) || awkRuns.test(code)) return fromDownload;
  if (installsAddress.test(code)) return 'installs code from an address';
  if (/https?:/.test(code) && thenRuns.test(code)) return fromDownload;
  if (runsDecoded.test(code)) return 'runs code that cannot be seen';
  for (const found of Array.from(code.matchAll(fetchedName)).slice(0, 8)) {
    const name = found[1] ?? '';
    const later = new RegExp(`${runner}\\s*\\(?\\s*(?:\\w{1,40}\\s*\\()?\\s*\\$?${name}\\b`);
    if (later.test(code)) return fromDownload;
  }
  return null;
}

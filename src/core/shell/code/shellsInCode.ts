/** Code in any language that ties a shell, or whatever comes over a connection, to that connection. */

/** Raw connections: what comes over them is whatever the other side types. */
const rawForms = [
  // Methods and functions that most languages share.
  String.raw`\.connect\s*\(|\.connect_ex\s*\(|\.bind\s*\(|\blisten\s*\(|create_connection|create_server|createConnection\s*\(|\btcp\(\)|new Socket\s*\(|\.net\.Socket\(|ServerSocket|SocketChannel|\bsockaddr_in\b|\/dev\/tcp\/`,
  // Python, Ruby, Perl, PHP.
  String.raw`open_connection|start_server|socketserver|TCPSocket|TCPServer|UNIXSocket|IO::Socket|\bSocket\.tcp|p?fsockopen|stream_socket_(?:client|server|accept)|socket_(?:connect|create|bind)|\bremote\s*\(\s*['"]`,
  // JavaScript and its runtimes.
  String.raw`net\.(?:connect|createConnection|createServer|Socket)|['"](?:node:)?net['"]|Deno\.(?:connect|listen|connectTls|listenTls)|Bun\.(?:listen|connect)|new WebSocket\s*\(|websockets?\.connect`,
  // Go, Rust, Julia, Erlang, Lua, awk, Tcl, PowerShell, C.
  String.raw`net\.(?:Dial|Listen)|TcpStream|TcpListener|using Sockets|gen_tcp|socket\.(?:tcp|connect|bind)\b|require\s*\(?\s*['"]socket|\/inet\/(?:tcp|udp)|\bsocket\s+(?:-server\s+\S+\s+)?[\w$.]+\s+\d|Net\.Sockets|TcpClient|\b[AP]F_INET\b|\bsocket\s*\(\s*2\s*,|tcp[_-]connect|socket-make-stream|make-client-socket|open-socket`,
  // R, Lisps, Pike, Raku, Factor, Haskell, Prolog, Smalltalk, and relatives of them.
  String.raw`socketConnection|serverSocket|socketAccept|open-network-stream|make-network-process|\bnet[-/](?:connect|listen|server)|->connect\s{0,4}\(|IO::Socket|\bSocket::INET|:connect\)\s|\.connect\s|connectTo\b|getSocket|tcpip?Client|\bINET\b|stream_socket|TcpSocket|Socket\s{1,4}(?:new|connect)|\bconnect\s{0,4}\(\s{0,4}["'][\w.-]{1,253}["']\s{0,4},\s{0,4}["']?\d`,
];
const raw = new RegExp(rawForms.join('|'));

/** Servers of pages: what they are asked for is text of whoever asks. */
const server =
  /createServer|http\.server|HTTPServer|HttpServer|ListenAndServe|Bun\.serve|Deno\.serve|WEBrick|Sinatra|Flask\s*\(|FastAPI\s*\(|aiohttp\.web|express\s*\(|HTTP::Daemon|Mojolicious|Rack|socketserver|http\.HandleFunc/;

const shellLiteral =
  /["'`/\s,(=[](?:(?:ba|z|da|k|c|a)?sh|cmd\.exe|cmd|powershell(?:\.exe)?)(?=["'`\s,)\]]|$)/;

/** Forms that start a program, in any language. */
const starts =
  /dup2|pty\.spawn|forkpty|\bsystem\b|popen|\bexec\w*|spawn|subprocess|create_subprocess|child_process|Process|check_output|getoutput|shell_exec|passthru|proc_open|os\.execute|Runtime|`|getline|open\s*\(?\s*STD(?:IN|OUT)|\$stdin|reopen|Deno\.(?:Command|run)|Command::new|exec\.Command|os:cmd|:os\.cmd|System\.(?:cmd|shell)|open_port|Port\.open|\bprocess\s*\(|\bexecl\w*|\brun\s*\(`|\biex\b|Invoke-Expression|\.execute\s*\(|process_create|run-program|open-pipe/i;

const receives =
  /\brecv|\.gets\b|\bgets[\s(]|\bfgets\b|\bfread\b|\.on\s*\(\s*['"](?:data|message)|onmessage|\|&\s*getline|receive|\.read(?:line|until|exactly)?\b|readline\s*\(|ReadLine\s*\(|<\$?\w{1,20}>|stream_get|\bnc\.|bufio|accept\b|\bdata\s*\(|read-line|read_line/;

const startsWith = String.raw`\b(?:system|popen|exec\w{0,20}|spawn\w{0,20}|create_subprocess_\w{1,8}|subprocess\.\w{1,20}|check_output|getoutput|shell_exec|passthru|eval|os\.execute|os\.cmd|os:cmd|System\.cmd|System\.shell|iex|Command)\s{0,4}\(?`;
const ordered = String.raw`(?:data|cmd|command|recv|received|line|buf|input|msg|message|payload|chunk|gets|d|c|s|r|l|x|readline|read-line)`;
const runsReceived = new RegExp(
  String.raw`${startsWith}[^;\n]{0,60}?[\s($\[,.{]${ordered}\b|\x60\s{0,4}(?:#\{|\$\{?)?\$?(?:_|${ordered})\b|\bsh\s-c\s\$`,
  'i',
);
const runsAsked = new RegExp(
  String.raw`${startsWith}[^;\n]{0,80}?(?:\b(?:q|req|request|ctx|params|query|searchParams|url|body)\b|\b(?!os\b|path\b)\w{1,20}\.(?:path|rfile|headers|query_string)\b(?!\.join)|\$_(?:GET|POST|REQUEST|COOKIE|SERVER))`,
);

/** What an outsider may be told to run: a call whose first argument is no text of the code's own. */
const runsComputed =
  /(?<![.\w]re\.)(?:\b(?:system|popen\d?|exec|execute|execSync|spawn|shell_exec|passthru|shell|getoutput|check_output|cmd|eval)\b|\b(?:os\/shell|os\/execute|shell-command(?:-to-string)?|run-shell-command|process\/shell|process:exec)\s?)[( ]{0,4}\s{0,4}(?:\$?[A-Za-z_][\w.:$-]{0,40}\b(?!["'])|\(|\$_)|\bqq?x\s?[{(/]\$|\x60\s{0,4}(?:#\{|\$)/;
const takesIn =
  /\breceive\b|\brecv|net-receive|net\/read|readLines?\b|read-socket|set-process-filter|read-line|\bread_?line\b|->gets|[.:]gets?\b|:receive|[.>]read\b|\bread\s{0,4}\(|<\$?\w{0,20}>|\bfgets\b|\.on\s{0,4}\(\s{0,4}['"]data/;
const local = /(?:localhost|127\.0\.0\.1|::1)/;

/** Takes text from a connection to elsewhere and runs what it has not spelled out itself, again and again. */
function obeysConnection(code: string): boolean {
  return takesIn.test(code) && runsComputed.test(code) && repeats(code) && !local.test(code);
}

/** Shell text that ties a shell to a connection, wherever it stands in other text. */
const tiedShell =
  /\b(?:ba|z|da|k)?sh\b[^\n|;]{0,40}[<>]{1,2}&?\s{0,3}\/dev\/(?:tcp|udp)\/|\b(?:nc|ncat|netcat)\b\s[^\n|;&]{0,80}?-\w{0,4}[ec]\s{0,3}["']?(?:\/\w{1,8}){0,3}\/?(?:ba|z|da|k)?sh\b/;

/** Whether text spells a shell that is tied to a connection. */
export function spellsTiedShell(text: string): boolean {
  return tiedShell.test(text);
}

/** A page of PHP that runs what its visitors send. */
const webShell =
  /<\?(?:php|=)?[\s\S]{0,400}?\b(?:system|exec|shell_exec|passthru|popen|proc_open|eval|assert|call_user_func)\s{0,4}\(?[^;]{0,120}\$_(?:GET|POST|REQUEST|COOKIE|SERVER)/;

const loops =
  /\bwhile\b|\(forever\b|\(let loop\b|set-process-filter|\.serve_forever|\bdo\s*\{|\brepeat\b|\bsetInterval\b|\bloop\b|for\s*\(\s*;\s*;|\bforever\b|\buntil\b|\bfor\s*\{|\bitertools\.count/;

/** Whether a text that is put into a file runs what visitors of that page send. */
export function isWebShell(text: string): boolean {
  return text.includes('<?') && webShell.test(text);
}

/** A connection in code that a shell, or whatever comes over it, is tied to. */
export function givesShellAway(code: string): boolean {
  if (webShell.test(code)) return true;
  if (server.test(code) && runsAsked.test(code)) return true;
  // Databases connect and bind, too.
  if (
    !raw.test(code) ||
    !/sock|inet|tcp|\bnet\b|connect|stream|remote|listen|asyncio|network/i.test(code)
  ) {
    return false;
  }
  if (obeysConnection(code)) return true;
  const named = /sock|inet|tcp|\bnet\b|Deno\.|asyncio|\bremote\s*\(/i.test(code);
  if (!named) return false;
  if (/dup2|pty\.spawn|forkpty/.test(code) && /sock|connect|inet|\bs\b/.test(code)) return true;
  if (shellLiteral.test(code) && starts.test(code)) return true;
  return (
    (receives.test(code) && runsReceived.test(code)) ||
    (/\/inet\/tcp/.test(code) && /\|\s*getline|\|&/.test(code) && /while/.test(code))
  );
}

/** Whether code runs again and again, as it does where it waits for orders. */
export function repeats(code: string): boolean {
  return loops.test(code);
}

/** `spawn bash; spawn nc host port; interact -u …` of expect, where programs are words and no literals. */
export function spawnsShellAndConnection(code: string): boolean {
  return (
    /\bspawn\s{1,4}(?:-\S{1,20}\s{1,4}){0,4}\S{0,80}\b(?:ba|z|da|k)?sh\b/.test(code) &&
    /\b(?:spawn|exec)\s{1,4}(?:-\S{1,20}\s{1,4}){0,4}\S{0,80}\b(?:nc|ncat|netcat|socat|telnet|openssl\s{1,4}s_client)\b|\bsocket\s+[\w$.]+\s+\d/.test(
      code,
    )
  );
}

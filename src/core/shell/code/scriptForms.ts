import type { Forms } from './embeddedForms.ts';

/** Programming languages whose calls are not written like those of Python, JavaScript, Perl, Ruby and PHP. */
export const scriptForms = (): Forms => [
  [
    'tclsh|wish|expect|jimsh',
    [
      { pattern: /\b(?:exec|spawn|system)\s+(?:--?\w+\s+)*([^\]\n;]+)/g, role: 'command' },
      { pattern: /\bopen\s+["{]?([^\s"{}|\]]+)["}]?\s+["{]?(?:[wa]\+?|r\+)\b/g, role: 'write' },
      { pattern: /\bopen\s+["{]\|\s{0,4}([^"}\n]+)/g, role: 'command' },
      { pattern: /\bfile\s+delete\s+(?:-force\s+)?(?:--\s+)?([^\]\n;]+)/g, role: 'delete' },
      {
        pattern:
          /\bfile\s+(?:mkdir|copy\s+(?:-force\s+)?\S+|rename\s+(?:-force\s+)?\S+)\s+([^\]\n;]+)/g,
        role: 'write',
      },
    ],
  ],
  [
    'R|Rscript|r',
    [
      {
        pattern:
          /\b(?:sink|file\.create|dir\.create|pdf|png|jpeg|svg|saveRDS\s{0,4}\([^\n,]{1,80},|dput\s{0,4}\([^\n,]{1,80},|dump\s{0,4}\([^\n,]{1,80},|write\w*(?:\.\w{1,12})?\s{0,4}\([^\n]{1,200}?,|writeLines\s{0,4}\([^\n]{1,200}?,|ggsave|save\.image|cat\s{0,4}\([^\n]{1,200}?,\s{0,4}file\s{0,4}=)\s{0,4}\(?\s{0,4}["']([^"'\n]+)["']/g,
        role: 'write',
      },
      { pattern: /\bfile\s{0,4}=\s{0,4}["']([^"'\n]+)["']/g, role: 'write' },
      {
        pattern:
          /\bfile\s{0,4}\(\s{0,4}["']([^"'\n]+)["']\s{0,4},\s{0,4}(?:open\s{0,4}=\s{0,4})?["'][wa]/g,
        role: 'write',
      },
      { pattern: /\b(?:unlink|file\.remove)\s{0,4}\(\s{0,4}["']([^"'\n]+)["']/g, role: 'delete' },
      {
        pattern:
          /\b(?:file\.copy|file\.rename|file\.symlink|download\.file)\s{0,4}\([^\n,]{1,200},\s{0,4}["']([^"'\n]+)["']/g,
        role: 'write',
      },
      { pattern: /\b(?:pipe|system2?|shell)\s{0,4}\(\s{0,4}["']([^"'\n]+)["']/g, role: 'command' },
    ],
  ],
  [
    'julia|octave|octave-cli|matlab|scilab|sage|gp|maxima|Rscript',
    [
      {
        pattern:
          /\b(?:write|fopen|open|save|savefig|diary|csvwrite|dlmwrite|mkdir|mkpath|touch|cd)\s{0,4}\(\s{0,4}["']([^"'\n]+)["']\s{0,4},\s{0,4}["']?[wa(]/g,
        role: 'write',
      },
      { pattern: /\bwrite\s{0,4}\(\s{0,4}["']([^"'\n]+)["']\s{0,4},/g, role: 'write' },
      { pattern: /\b(?:rm|delete|unlink)\s{0,4}\(\s{0,4}["']([^"'\n]+)["']/g, role: 'delete' },
      {
        pattern: /\b(?:system|shell_cmd|unix|dos|popen|exec)\s{0,4}\(\s{0,4}["']([^"'\n]+)["']/g,
        role: 'command',
      },
    ],
  ],
  [
    'jrunscript|jjs|groovy|groovysh|jshell|kotlin|kotlinc|scala|scala-cli|clj|clojure|lein|bb|java|ammonite|amm|jruby|nashorn',
    [
      {
        pattern:
          /\b(?:cp|mv)\s{0,4}\(\s{0,4}["'][^"'\n]{1,400}["']\s{0,4},\s{0,4}["']([^"'\n]+)["']/g,
        role: 'write',
      },
      { pattern: /\b(?:rm|del|rmdir)\s{0,4}\(\s{0,4}["']([^"'\n]+)["']/g, role: 'delete' },
      { pattern: /\b(?:exec|\$EXEC|sh)\s{0,4}[( ]\s{0,4}["']([^"'\n]+)["']/g, role: 'command' },
      {
        pattern:
          /\(\s{0,4}["']([^"'\n]+)["']\s{0,4}\)\s{0,4}\.(?:write\w{0,12}|append\w{0,12}|setText|text\s{0,4}=|bytes\s{0,4}=|mkdirs?|createNewFile|withWriter|newWriter|printWriter|outputStream|bufferedWriter|setWritable|setExecutable)\b/g,
        role: 'write',
      },
      { pattern: /\(\s{0,4}["']([^"'\n]+)["']\s{0,4}\)\s{0,4}(?:<<|\.leftShift)/g, role: 'write' },
      {
        pattern:
          /\(\s{0,4}["']([^"'\n]+)["']\s{0,4}\)\s{0,4}\.(?:delete\w{0,16}|deleteDir|deleteRecursively)\b/g,
        role: 'delete',
      },
      { pattern: /["']([^"'\n]+)["']\s{0,4}\.\s{0,4}(?:execute\b|!!|!(?!=))/g, role: 'command' },
      { pattern: /["']([^"'\n]+)["']\s{0,4}!{1,2}(?:$|[\s;)])/gm, role: 'command' },
      { pattern: /\((?:spit|clojure\.java\.io\/output-stream)\s+"([^"\n]+)"/g, role: 'write' },
      {
        pattern: /\((?:shell\/sh|sh|clojure\.java\.shell\/sh|shell)\s+"([^\n)]+)"?\)/g,
        role: 'command',
      },
      {
        pattern:
          /\((?:io\/delete-file|clojure\.java\.io\/delete-file|fs\/delete\S{0,10})\s+"([^"\n]+)"/g,
        role: 'delete',
      },
      { pattern: /^\s{0,8}\/(?:open|reload)\s+(\S+)/gm, role: 'read' },
      { pattern: /^\s{0,8}\/save\s+(?:-\w+\s+)?(\S+)/gm, role: 'write' },
    ],
  ],
  [
    'osascript',
    [
      { pattern: /\bdo shell script\s+"([^"\n]+)"/g, role: 'command' },
      { pattern: /\bdo script\s+"([^"\n]+)"/g, role: 'command' },
      {
        pattern: /\bopen for access\s+(?:POSIX file\s+|file\s+)?"([^"\n]+)"\s+with write/g,
        role: 'write',
      },
      { pattern: /\b(?:doShellScript)\s{0,4}\(\s{0,4}["'`]([^"'`\n]+)/g, role: 'command' },
    ],
  ],
  [
    'elixir|iex|erl|mix|gleam|rebar3',
    [
      {
        pattern:
          /\b(?:File\.(?:write|write!|mkdir|mkdir_p|mkdir_p!|touch|touch!|open!?|cp!?\s{0,4}\(?\s{0,4}"[^"\n]{1,400}",|cp_r!?\s{0,4}\(?\s{0,4}"[^"\n]{1,400}",|rename!?\s{0,4}\(?\s{0,4}"[^"\n]{1,400}",|ln_s!?\s{0,4}\(?\s{0,4}"[^"\n]{1,400}",)|file:(?:write_file|make_dir|open|copy\s{0,4}\(\s{0,4}"[^"\n]{1,400}",))\s{0,4}\(?\s{0,4}"([^"\n]+)"/g,
        role: 'write',
      },
      {
        pattern:
          /\b(?:File\.rm(?:_rf)?!?|file:delete|file:del_dir(?:_r)?)\s{0,4}\(?\s{0,4}"([^"\n]+)"/g,
        role: 'remove',
      },
      {
        pattern: /\b(?:os:cmd|System\.shell|:os\.cmd)\s{0,4}\(?\s{0,4}(?:~c)?["']([^"'\n]+)["']/g,
        role: 'command',
      },
      { pattern: /\bSystem\.cmd\s{0,4}\(?\s{0,4}"([^\n]{1,400}?)\](?:\)|,|$)/gm, role: 'command' },
    ],
  ],
  [
    'ghci|runghc|runhaskell|ghc|stack|cabal',
    [
      {
        pattern:
          /\b(?:writeFile|appendFile|createDirectory|createDirectoryIfMissing\s+\w+|withFile)\s+"([^"\n]+)"/g,
        role: 'write',
      },
      {
        pattern:
          /\b(?:removeFile|removeDirectoryRecursive|removePathForcibly|removeDirectory)\s+"([^"\n]+)"/g,
        role: 'remove',
      },
      {
        pattern: /\b(?:callCommand|system|readCreateProcess\s+\(shell|shell)\s+"([^"\n]+)"/g,
        role: 'command',
      },
      { pattern: /^\s{0,8}:!\s{0,4}([^\n]+)/gm, role: 'command' },
    ],
  ],
  [
    'ocaml|utop|dune|nim|nimble|crystal|swift|dart|v|d|rdmd|dmd|dotnet|fsi|csi|csharp|fsharpi|mono|go|rustc|zig',
    [
      {
        pattern:
          /\b(?:open_out(?:_gen\s[^"\n]{1,80})?|File\.(?:WriteAllText|WriteAllLines|WriteAllBytes|AppendAllText|Create|CreateText|AppendText|OpenWrite|write|Copy\s{0,4}\(\s{0,4}"[^"\n]{1,400}",|Move\s{0,4}\(\s{0,4}"[^"\n]{1,400}",)|StreamWriter|Directory\.CreateDirectory|writeFile|createDir|Dir\.mkdir\w{0,3}|std\.file\.write|fs::write|File::create|fs::create_dir(?:_all)?|Foundation\.File|os\.WriteFile|os\.Create|toFile:|atPath:)\s{0,4}\(?\s{0,4}@?"([^"\n]+)"/g,
        role: 'write',
      },
      {
        pattern:
          /\b(?:Sys\.remove|Unix\.unlink|File\.(?:Delete|delete)|Directory\.Delete|removeFile|removeDir|fs::remove_file|fs::remove_dir(?:_all)?|os\.RemoveAll|os\.Remove)\s{0,4}\(?\s{0,4}@?"([^"\n]+)"/g,
        role: 'remove',
      },
      {
        pattern:
          /\b(?:Sys\.command|Unix\.system|Unix\.open_process_in|execCmd(?:Ex)?|execShellCmd|executeShell|Process\.Start|Process\.run|Process\.runSync|wait\s{0,4}\(\s{0,4}spawnShell|gorge|staticExec|os\.execute)\s{0,4}\(?\s{0,4}@?"([^"\n]+)"/g,
        role: 'command',
      },
    ],
  ],
  [
    'swipl|gprolog',
    [
      { pattern: /\bshell\s{0,4}\(\s{0,4}["']([^"'\n]+)["']/g, role: 'command' },
      {
        pattern:
          /\b(?:open|tell|append)\s{0,4}\(\s{0,4}["']([^"'\n]+)["']\s{0,4}(?:\)|,\s{0,4}(?:write|append))/g,
        role: 'write',
      },
    ],
  ],
];

import type { Form, Forms } from './embeddedForms.ts';

const texForms: readonly Form[] = [
  { pattern: /\\(?:immediate\s{0,4}\\)?write18\s{0,4}\{([^}\n]+)\}/g, role: 'command' },
  { pattern: /\\ShellEscape\s{0,4}\{([^}\n]+)\}/g, role: 'command' },
  { pattern: /\\input\s{0,4}\{?\s{0,4}["']?\|\s{0,4}["']?([^}"'\n]+)/g, role: 'command' },
  { pattern: /\bos\.execute\s{0,4}\(\s{0,4}["'[]([^"'\]\n]+)/g, role: 'command' },
  { pattern: /\\openout\s{0,4}\\?[\w@]{1,40}\s{0,4}=?\s{0,4}["']?([^\s"'}\\]+)/g, role: 'write' },
  {
    pattern:
      /\\(?:input|include|verbatiminput|lstinputlisting|VerbatimInput|InputIfFileExists|IfFileExists|inputminted|includegraphics|@@input|usepackage|catchfile|CatchFileDef|attachfile|embedfile|openin\s{0,4}\\?[\w@]{0,40}\s{0,4}=?)\s{0,4}(?:\[[^\]\n]{0,200}\])?\s{0,4}\{?\s{0,4}([^\s{}|\\]+)/g,
    role: 'read',
  },
];

const postScriptForms: readonly Form[] = [
  { pattern: /\(%pipe%([^()\n]{1,400})\)/g, role: 'command' },
  {
    pattern: /\(([^()%\n]{1,400})\)\s{0,4}(?:\(r\+?\)\s{0,4}file|run(?:libfile)?)\b/g,
    role: 'read',
  },
  { pattern: /\(([^()%\n]{1,400})\)\s{0,4}\([wa]\+?\)\s{0,4}file\b/g, role: 'write' },
  { pattern: /\(([^()%\n]{1,400})\)\s{0,4}deletefile\b/g, role: 'delete' },
];

const roffForms: readonly Form[] = [
  {
    pattern:
      /^[.'][ \t]{0,8}(?:so|mso|soquiet|msoquiet|cf|trf|hpf|psbb|nx|PSPIC)[ \t]+(?:-\w[ \t]+)?(\S+)/gm,
    role: 'read',
  },
  { pattern: /^[.'][ \t]{0,8}(?:sy|pso|pi)[ \t]+([^\n]+)/gm, role: 'command' },
  { pattern: /^[.'][ \t]{0,8}opena?[ \t]+\S+[ \t]+(\S+)/gm, role: 'write' },
  { pattern: /\\X'ps: (?:import|file) ([^'\n]+)'/g, role: 'read' },
];

/** Recipes and functions of makefiles that are given on the command line. */
const makeForms: readonly Form[] = [
  { pattern: /\$[({]shell\s+([^\n]+)[)}]/g, role: 'command' },
  { pattern: /^[^\n:=#]{1,200}:{1,2}[^\n;=]{0,400};\s{0,4}([^\n]+)/gm, role: 'command' },
  { pattern: /^\t[@+-]{0,3}([^\n]+)/gm, role: 'command' },
  { pattern: /^[\w.-]{1,80}\s{0,4}!=\s{0,4}([^\n]+)/gm, role: 'command' },
  { pattern: /\$[({]file\s+>{1,2}\s{0,4}([^,)\n]+)/g, role: 'write' },
  { pattern: /\$[({]file\s+<\s{0,4}([^,)\n]+)/g, role: 'read' },
  { pattern: /^[ \t]{0,8}-?s?include\s+([^\n]+)/gm, role: 'read' },
];

const xmlForms: readonly Form[] = [
  {
    pattern:
      /\b(?:SYSTEM|PUBLIC\s+["'][^"'\n]{0,200}["'])\s+["'](?:file:(?:\/\/)?)?([^"'\n]+)["']/g,
    role: 'read',
  },
  {
    pattern:
      /\b(?:href|document|unparsed-text|doc|parsed-entity)\s{0,4}(?:=|\()\s{0,4}["'](?:file:(?:\/\/)?)?([~/.][^"'\n]+)["']/g,
    role: 'read',
  },
  {
    pattern:
      /<(?:\w{1,20}:)?(?:document|write|result-document|output)\b[^>\n]{0,200}\b(?:href|file|select)\s{0,4}=\s{0,4}["']'?(?:file:(?:\/\/)?)?([^"'\n]+)["']/g,
    role: 'write',
  },
];

const compilerForms: readonly Form[] = [
  {
    pattern: /#\s{0,8}(?:include|include_next|import|embed)\s{0,8}[<"]([^>"\n]+)[>"]/g,
    role: 'read',
  },
  { pattern: /\.(?:include|incbin)\s{0,8}"([^"\n]+)"/g, role: 'read' },
  { pattern: /%\s{0,4}(?:include|incbin)\s{0,8}["']([^"'\n]+)["']/g, role: 'read' },
  { pattern: /\b(?:incbin|include)\s{1,8}["']([^"'\n]+)["']/g, role: 'read' },
  { pattern: /\binclude(?:_str|_bytes)?!\s{0,4}\(\s{0,4}"([^"\n]+)"/g, role: 'read' },
  { pattern: /\/\/go:embed\s+([^\n]+)/g, role: 'read' },
];

/** Typesetters, macro processors, compilers and builders: what a document pulls in, and what it starts. */
export const documentForms = (): Forms => [
  [
    'tex|latex|pdftex|pdflatex|xetex|xelatex|luatex|lualatex|latexmk|tectonic|etex|eptex|uptex|bibtex|context',
    texForms,
  ],
  [
    'groff|troff|nroff|soelim|zsoelim|man|mandoc|gtroff|eqn|tbl|pic|refer|grotty|ditroff',
    roffForms,
  ],
  ['make|gmake|bmake|nmake', makeForms],
  ['xmllint|xsltproc|xmlstarlet|xml|saxon|xalan|xidel', xmlForms],
  [
    'cc|gcc|g++|c++|clang|clang++|tcc|icc|cpp|as|gas|nasm|yasm|fasm|c89|c99|nvcc|hipcc|gfortran|rustc|go|zig|tinygo|gccgo',
    compilerForms,
  ],
  [
    'm4|autom4te|autoconf',
    [
      {
        pattern: /\be?syscmd\s{0,4}\(\s{0,4}[`'"]{0,2}([^\n]{1,2000}?)['"`]{0,2}\)/g,
        role: 'command',
      },
      { pattern: /\b(?:s?include|undivert)\s{0,4}\(\s{0,4}[`'"]{0,2}([^)'"`\n]+)/g, role: 'read' },
      { pattern: /\bdebugfile\s{0,4}\(\s{0,4}[`'"]{0,2}([^)'"`\n]+)/g, role: 'write' },
    ],
  ],
  [
    'gnuplot',
    [
      { pattern: /^\s{0,8}!\s{0,4}([^\n]+)/gm, role: 'command' },
      { pattern: /["']<\s{0,4}([^"'\n]+)["']/g, role: 'command' },
      {
        pattern:
          /\b(?:set\s+(?:output|out|o|table|print)|save(?:\s+\w+)?|update)\s+["']([^"'\n]+)["']/g,
        role: 'write',
      },
      {
        pattern: /\b(?:load|call|plot|splot|fit[^\n]{1,80}?|stats)\s+["']([^<"'\n][^"'\n]*)["']/g,
        role: 'read',
      },
    ],
  ],
  [
    'dosbox|dosbox-x|dosemu',
    [{ pattern: /\b(?:img)?mount\s{1,4}\S{1,8}\s{1,4}["']?([^"'\n]+)/gi, role: 'rewrite' }],
  ],
  ['gs|gsc|ghostscript|gsnd|ps2pdf|ps2ascii|ps2ps|eps2eps|ps2epsi', postScriptForms],
  [
    'jq|gojq|jaq|yq|dasel',
    [
      {
        pattern:
          /\b(?:load|load_str|load_xml|load_props|load_base64|strload)\s{0,4}\(\s{0,4}["']([^"'\n]+)["']/g,
        role: 'read',
      },
      { pattern: /\b(?:include|import)\s+"([^"\n]+)"/g, role: 'read' },
    ],
  ],
  [
    'terraform|tofu|terragrunt',
    [
      {
        pattern:
          /\b(?:file|filebase64|templatefile|fileset|filemd5|filesha\d{1,3}|filebase64sha\d{1,3}|pathexpand)\s{0,4}\(\s{0,4}"([^"\n]+)"/g,
        role: 'read',
      },
    ],
  ],
  [
    'just',
    [
      { pattern: /^[ \t]{1,8}[@-]{0,2}([^\n]+)/gm, role: 'command' },
      { pattern: /`([^`\n]+)`/g, role: 'command' },
    ],
  ],
  [
    'puppet',
    [
      { pattern: /\bfile\s{0,4}\{\s{0,4}["']([^"'\n]+)["']\s{0,4}:/g, role: 'write' },
      { pattern: /\bpath\s{0,4}=>\s{0,4}["']([^"'\n]+)["']/g, role: 'write' },
      { pattern: /\bexec\s{0,4}\{\s{0,4}["']([^"'\n]+)["']\s{0,4}:/g, role: 'command' },
      { pattern: /\bcommand\s{0,4}=>\s{0,4}["']([^"'\n]+)["']/g, role: 'command' },
      { pattern: /\b(?:generate|file)\s{0,4}\(\s{0,4}["']([^"'\n]+)["']/g, role: 'read' },
    ],
  ],
  [
    'augtool',
    [
      {
        pattern:
          /(?:^|[\n;'"])\s{0,8}(?:set|setm|rm|mv|move|ins|insert|touch|clear|clearm|defnode\s+\w{1,40})\s+(?:\w+\s+(?:before|after)\s+)?\/files(\/[\w.~-]+(?:\/[A-Za-z][\w.~-]*)*)/gm,
        role: 'write',
      },
      {
        pattern:
          /(?:^|[\n;'"])\s{0,8}(?:get|print|dump-xml|match|ls)\s+\/files(\/[\w.~-]+(?:\/[A-Za-z][\w.~-]*)*)/gm,
        role: 'read',
      },
    ],
  ],
];

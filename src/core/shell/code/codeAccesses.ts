import { mark } from './maskCode.ts';
import type { ReducedCode } from './reduceCode.ts';

/** What a call in code does to a path that it is given as a literal. */
export interface CodeAccess {
  readonly role: 'write' | 'delete' | 'remove' | 'move';
  readonly path: string;
}

const mostAccesses = 64;

const L = mark;
/** A literal, or the start of a sum whose rest is computed: the folder that it names is known. */
const start = String.raw`${L}(\s*[+.](?!\s*\w+\())?`;
const open = String.raw`\s{0,40}\(?\s{0,40}\(?`;

/** Functions whose first argument is written. */
const writers = String.raw`(?:fs\.|fsp\.|fs\.promises\.|promises\.|os\.|io\.|path\.)?(?:writeFile|writeFileSync|appendFile|appendFileSync|createWriteStream|outputFile(?:Sync)?|outputJson(?:Sync)?|writeJson(?:Sync)?|ensureFile(?:Sync)?|mkdir|mkdirSync|mkdtemp(?:Sync)?|makedirs|mkdirs|mkdirp|ensureDir(?:Sync)?|truncate|truncateSync|chmod|chmodSync|lchmod|chown|chownSync|utime|utimes(?:Sync)?|mkfifo|mknod)|file_put_contents|touch|(?:File|IO)\.(?:write|binwrite|truncate|chmod)|FileUtils\.(?:touch|mkdir|mkdir_p|makedirs|chmod|chmod_R|chown|chown_R)|Dir\.mkdir|Deno\.(?:writeTextFile|writeFile|mkdir|create|truncate|chmod)(?:Sync)?|Bun\.write|os\.WriteFile|ioutil\.WriteFile|os\.Create|os\.MkdirAll|os\.Mkdir|Files\.(?:write|writeString|createFile|createDirectory|createDirectories|newBufferedWriter)|FileWriter|PrintWriter|FileOutputStream|spew|write_file|append_file|make_path|mkpath|(?:np|numpy)\.save\w*|plt\.savefig|\w+\.(?:to_csv|to_json|to_parquet|to_excel|to_pickle|to_html|savefig|write_csv|write_parquet)|sqlite3\.connect|dbm\.open|shelve\.open|logging\.FileHandler|RotatingFileHandler|copyfileobj`;

/** Functions whose first argument is gone afterwards. */
const deleters = String.raw`(?:fs\.|fsp\.|fs\.promises\.|promises\.|os\.)?(?:unlink|unlinkSync|remove|removeSync|rmdir|rmdirSync|removedirs)|File\.(?:delete|unlink)|FileUtils\.(?:rm|rm_f|remove|safe_unlink)|Dir\.(?:delete|rmdir|unlink)|os\.Remove|Files\.(?:delete|deleteIfExists)`;

/** Functions whose first argument is gone afterwards with everything below it. */
const removers = String.raw`(?:shutil\.)?rmtree|(?:fs\.|fsp\.|fs\.promises\.|promises\.)?(?:rm|rmSync|emptyDir|emptyDirSync|emptydirSync)|rimraf(?:\.sync|Sync)?|del(?:\.sync|eteSync)|FileUtils\.(?:rm_r|rm_rf|rmtree|remove_dir|remove_entry|remove_entry_secure)|remove_tree|Deno\.remove(?:Sync)?|os\.RemoveAll`;

/** Functions that put their first argument in the place of their second. */
const copiers = String.raw`(?:shutil\.)?(?:copy|copy2|copyfile|copytree)|(?:fs\.|fsp\.|fs\.promises\.|promises\.)?(?:copyFile|copyFileSync|cp|cpSync|copySync|link|linkSync|symlink|symlinkSync)|os\.(?:link|symlink)|FileUtils\.(?:cp|cp_r|copy|install|ln|ln_s|ln_sf|link|symlink)|File\.(?:symlink|link)|Files\.copy|(?:urllib\.request\.)?urlretrieve|wget\.download|Deno\.copyFile(?:Sync)?`;
const movers = String.raw`(?:shutil\.)?move|(?:fs\.|fsp\.|fs\.promises\.|promises\.)?(?:rename|renameSync|moveSync)|os\.(?:rename|renames|replace)|FileUtils\.(?:mv|move)|File\.rename|Files\.move|os\.Rename`;

/**
 * The literal paths that calls in the code write, delete and move: by the names that the common languages give such
 * functions, and by the modes with which files are opened. Paths that are only read are everybody's business already.
 *
 * @param via - the program that runs the code; awk has forms of its own.
 */
export function codeAccesses({ text, literals }: ReducedCode, via: string): CodeAccess[] {
  const found: CodeAccess[] = [];
  const value = (index: string | undefined): string => literals[Number(index)] ?? '';
  const add = (role: CodeAccess['role'], path: string, partial: string | undefined): void => {
    const whole = partial === undefined ? path : belowFolder(path);
    if (whole === '' || whole.includes('\n') || found.length >= mostAccesses) return;
    found.push({ role, path: whole });
  };
  const first = (names: string, role: CodeAccess['role']): void => {
    const pattern = new RegExp(String.raw`(?<![\w$])(?:${names})${open}${start}`, 'g');
    for (const match of text.matchAll(pattern)) add(role, value(match[1]), match[2]);
  };
  first(writers, 'write');
  first(deleters, 'delete');
  first(removers, 'remove');
  const both = (names: string, role: CodeAccess['role'] | null): void => {
    const pattern = new RegExp(
      String.raw`(?<![\w$])(?:${names})${open}(?:${L}|[^,()\n]{1,80}(?:\([^()\n]{0,80}\))?)\s*,\s*${start}`,
      'g',
    );
    for (const match of text.matchAll(pattern)) {
      if (role !== null && match[1] !== undefined) add(role, value(match[1]), undefined);
      add('write', value(match[2]), match[3]);
    }
  };
  both(copiers, null);
  both(movers, 'move');
  openedForWriting(text, value, add);
  pathMethods(text, value, add);
  if (/^(?:Rscript|R|r)$/.test(via)) {
    const trees = new RegExp(String.raw`\bunlink\s?\(\s?${L}[^()]{0,80}recursive\s?=\s?T`, 'g');
    for (const match of text.matchAll(trees)) add('remove', value(match[1]), undefined);
  }
  if (/^(?:tclsh|wish|expect)$/.test(via)) {
    const words = /\bfile\s+delete\s+(-force\s+)?(?:--\s+)?([^\s;\]]{1,500})/g;
    for (const [, force, path = ''] of text.matchAll(words)) {
      const marked = new RegExp(`^[{"]?${L}`).exec(path)?.[1];
      add(
        force === undefined ? 'delete' : 'remove',
        marked === undefined ? path : value(marked),
        undefined,
      );
    }
  }
  if (/awk/.test(via)) {
    for (const match of text.matchAll(new RegExp(String.raw`>\s*${start}`, 'g'))) {
      add('write', value(match[1]), match[2]);
    }
  }
  return found;
}

type Value = (index: string | undefined) => string;
type Add = (role: CodeAccess['role'], path: string, partial: string | undefined) => void;

/** `open(path, 'w')` and its kin, Perl's three- and two-argument `open`, `os.open(path, O_WRONLY)`. */
function openedForWriting(text: string, value: Value, add: Add): void {
  const opens = new RegExp(
    String.raw`(?<![\w$])(?:(?:io|codecs|gzip|bz2|lzma|tarfile|zipfile|aiofiles|fs|File|Pathname)\.)?(?:open|openSync|new|fopen|gzopen|ZipFile)${open}${start}[^,()\n]{0,80}\)?\s{0,40},\s*(?:mode\s*[=:]\s*)?${L}`,
    'g',
  );
  for (const match of text.matchAll(opens)) {
    if (/^(?:[rb]*\+|[wax])/.test(value(match[3]).trim())) {
      add('write', value(match[1]), match[2]);
    }
  }
  const flags = new RegExp(
    String.raw`\b(?:os\.)?(?:open|openSync|sysopen)${open}(?:[\w$ ]+,\s*)?${start}\s*,[^()\n]{0,80}O_(?:WRONLY|RDWR|CREAT|APPEND|TRUNC)`,
    'g',
  );
  for (const match of text.matchAll(flags)) add('write', value(match[1]), match[2]);
  const perl = new RegExp(
    String.raw`\bopen${open}(?:my\s+)?[$*]?\w+\s*,\s*${L}(?:\s*,\s*${start})?`,
    'g',
  );
  for (const match of text.matchAll(perl)) {
    const mode = value(match[1]).trim();
    if (!/^\+?[>]|^\+</.test(mode)) continue;
    if (match[2] !== undefined) add('write', value(match[2]), match[3]);
    else add('write', mode.replace(/^[+<>]+\s*/, ''), undefined);
  }
}

/** `Path('x').write_text(…)`: a method of a path. */
function pathMethods(text: string, value: Value, add: Add): void {
  const methods = new RegExp(
    String.raw`${L}\s*\.(write_text|write_bytes|write_lines|touch|mkdir|mkpath|chmod|symlink_to|hardlink_to|unlink|rmdir|rmtree|delete|rename|replace|open|move|write)\s*(?:\(\s*(?:mode\s*=\s*)?(?:${L})?(?=[\s,)])|\b)`,
    'g',
  );
  for (const match of text.matchAll(methods)) {
    const [, index, name = '', argument] = match;
    const path = value(index);
    if (!/^[~/.\w]/.test(path)) continue;
    if (name === 'open') {
      if (argument !== undefined && /^[wax]|\+/.test(value(argument)))
        add('write', path, undefined);
    } else if (/^(?:unlink|rmdir|delete)$/.test(name)) {
      add('delete', path, undefined);
    } else if (name === 'rmtree') {
      add('remove', path, undefined);
    } else if (/^(?:rename|replace|move)$/.test(name)) {
      // Texts have a method of this name, too: only what is written like a path is one.
      if (!/^(?:~|\.{0,2})\//.test(path)) continue;
      add('move', path, undefined);
      if (argument !== undefined) add('write', value(argument), undefined);
    } else if (name !== 'write' || /^(?:~|\.{0,2})\//.test(path)) {
      add('write', path, undefined);
    }
  }
}

/** A file whose name is computed, in a folder that is known; nothing where no folder is. */
function belowFolder(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '' : `${path.slice(0, slash)}/computed`;
}

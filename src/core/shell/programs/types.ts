/**
 * What a word of a program means. Programs are described as data with these words; nothing here runs.
 *
 * Paths: `read`, `write`, `rewrite` (read, then written), `delete`, `remove` (deleted with everything below),
 * `move` (read here, gone afterwards), `link` (gets another name: as good as reading and writing it),
 * `linked` (a symbolic link will lead there: counts where a rule protects it),
 * `tree` (everything below is read), `list` (names below are shown), `mention` (named, never opened),
 * `directory` (files are written below it), `measure` (read, and only counted or summed up: no text of it comes back),
 * `use` (read for the program's own work, such as the key of a server: it shows nothing of it), `amend` (changed in
 * place, and nothing shown), `perhaps` (may be a path of any kind), `glimpse` (may be a path, which is looked at and
 * not changed), `mayUse` (may be a path, for `use`), `output` (where results go, if it is a path: written).
 * Network: `host` (fetched from), `send` (sent to), `remote` (`host:path`, else a path that is read),
 * `remoteTree` (the same with everything below), `remoteTarget` (the same, written).
 * `names` (a list of names of files that are read).
 * Code: `command` (shell text), `script` (a file that is run), `code` (text in another language), `source` (a file
 * with such text), `perhapsSource` (a word that may be one), `query` (text that names parts of data: only what it
 * includes counts),
 * `program` (a program by name).
 * Compound: `at` (`@file` is read, else plain), `form` (`name=@file`), `revision` (`HEAD:path`),
 * `mount` (`host-path:container-path`), `bind` (`type=bind,source=…`), `chdir` (later paths start there),
 * `setting` (`key=value` of git), `glob` (narrows which files are searched).
 * `word`: a mode, a number, a name: not meant as a path, so one that is unmistakably a path counts only where a place
 * is protected. `text`: free text, patterns, formats, names on another machine: never a path.
 */
export type Role =
  | 'read'
  | 'write'
  | 'rewrite'
  | 'delete'
  | 'remove'
  | 'move'
  | 'link'
  | 'linked'
  | 'tree'
  | 'list'
  | 'mention'
  | 'directory'
  | 'measure'
  | 'use'
  | 'amend'
  | 'perhaps'
  | 'glimpse'
  | 'mayUse'
  | 'host'
  | 'send'
  | 'remote'
  | 'remoteTree'
  | 'remoteTarget'
  | 'command'
  | 'script'
  | 'code'
  | 'source'
  | 'perhapsSource'
  | 'query'
  | 'names'
  | 'program'
  | 'at'
  | 'form'
  | 'revision'
  | 'mount'
  | 'bind'
  | 'chdir'
  | 'setting'
  | 'glob'
  | 'output'
  | 'word'
  | 'text';

/**
 * What a program prints, when something else uses it.
 * `word`: one bounded word that is never a path; `filter`: lines of its input; `part`: pieces of its input, changed;
 * `operands`: its operands, those that fit; `download`: bytes from the network; `decoded`: bytes that were hidden before; `environment`: settings that a
 * well-known tool prints for the shell to evaluate.
 */
export type Printed =
  | 'word'
  | 'operands'
  | 'filter'
  | 'part'
  | 'download'
  | 'decoded'
  | 'environment';

/** Roles that hold while one of the options in `on` is given. */
export interface Switch {
  readonly on: string;
  readonly operands?: Role;
  readonly first?: Role;
  readonly last?: Role;
  readonly tampers?: string;
}

/**
 * A program that writes files whose names stand in what it reads: a patch, an archive, a folder. Option lists are
 * strings as in {@link ProgramFacts}, `always` for every call.
 */
export interface Bringing {
  readonly format: 'patch' | 'archive' | 'folder';
  /** Options whose value is the source. Without one: the operands as below, else standard input. */
  readonly from?: string;
  /**
   * `sources`: each is one; `source members`: an archive, then names in it; `members`: names in it alone;
   * `second`: a file that is patched, whatever the patch names; `source target`, `sources target`.
   */
  readonly operands?:
    | 'sources'
    | 'source members'
    | 'members'
    | 'second'
    | 'source target'
    | 'sources target';
  /** Options that name the target; else the operands do, else it is the working directory. */
  readonly into?: string;
  /** Names start at the root of the work tree. */
  readonly fromRoot?: true;
  /** Options with the number of leading segments that are cut off, and that number without one. */
  readonly strip?: string;
  readonly stripsByItself?: number | 'all';
  /** Options under which only the last segment of each name stays. */
  readonly flat?: string;
  /** Options that put a folder in front of every name. */
  readonly under?: string;
  /** Options under which a name from `/` on leads there. */
  readonly absolute?: string;
  /** Options with patterns of names that come along, and of those that do not. */
  readonly only?: string;
  readonly except?: string;
  /** These also leave out all that lies below, at any depth. */
  readonly exceptTrees?: true;
  /** Options beside which the order decides what is left out: nothing, then. */
  readonly exceptUnless?: string;
  /** Calls without one of these bring nothing; calls with one of `unless` neither, but for one of `despite`. */
  readonly onlyWith?: string;
  readonly unless?: string;
  readonly despite?: string;
  /** Options that change the names in ways of their own. */
  readonly unclear?: string;
  /** Folders only: options under which what lies below comes along. */
  readonly trees?: string;
  /** Folders only: options under which the target is not the parent of what arrives (`cp -T`). */
  readonly contentsWith?: string;
  /** Folders only: options under which files keep their whole stated names (`cp --parents`). */
  readonly wholeNames?: string;
  /** Folders only: a slash at the end of a source says that its contents are meant. */
  readonly slashMeans?: 'contents';
  /** Folders only: options under which the target loses what the source does not have. */
  readonly clears?: string;
  /** Folders only: an operand with a colon is on another machine. */
  readonly remote?: true;
}

/** One program, or one subcommand of it. Option lists are strings: `'-o --output'`. */
export interface ProgramFacts {
  /** Role of every operand that `first` and `last` do not speak of; absent: `text`. */
  readonly operands?: Role;
  readonly first?: Role;
  /** Role of the last operand when there are at least two. */
  readonly last?: Role;
  /** Options that take the place of the first operand (`grep -e`). */
  readonly firstGivenBy?: string;
  /** Options that take a value, by the role of the value. */
  readonly values?: Readonly<Partial<Record<Role, string>>>;
  /** Short options whose value can only be attached (`sed -i.bak`). */
  readonly optional?: string;
  readonly switches?: readonly Switch[];
  /** Options (or `always`) under which read operands are whole trees and deleted ones go with all below. */
  readonly recursive?: string;
  /** Role of the working directory when there are no operands. */
  readonly noOperands?: Role;
  /** Names separated by `|`. */
  readonly subcommands?: Readonly<Record<string, ProgramFacts>>;
  /** What follows the options is a command of its own (`words`), or words that are joined to shell text (`text`). */
  readonly wraps?: 'words' | 'text';
  /** Operands before the wrapped command (`timeout 5 cmd`), with their role. */
  readonly before?: readonly Role[];
  /** `NAME=value` words before the wrapped command (`env`). */
  readonly assignments?: boolean;
  readonly prints?: Printed;
  /** Options (or `always`) under which it prints names of files below its operands. */
  readonly lists?: string;
  /** Options whose value is a pattern of names of files that it leaves out (`grep --exclude`). */
  readonly leavesOut?: string;
  /** Options whose pattern matches names in any case (`rg --iglob`). */
  readonly anyCase?: string;
  /** `-t`, `--type` and `--file-type` name types of files, and only such are searched. */
  readonly typed?: boolean;
  /** Leaves out what git ignores. */
  readonly skipsIgnored?: boolean;
  /** Leaves out names that start with a dot, unless one of these options is given. */
  readonly skipsHidden?: string;
  /** Variable that names a file with further options: where a command sets it, they are not known. */
  readonly settingsIn?: string;
  /** Options under which it only tells something about itself. */
  readonly informs?: string;
  /** Words after the first operand belong to somebody else (a container's own command). */
  readonly stopsAtOperand?: boolean;
  /** Options are whole words with one dash (`find -name`, `openssl -in`). */
  readonly singleDash?: boolean;
  /** Options (or `always`) under which it puts files where it stands, and those under which it does not. */
  readonly fills?: string;
  readonly fillsUnless?: string;
  /** A folder of the person that it changes, whatever its words are. */
  readonly puts?: string;
  readonly brings?: Bringing;
  /** Name of a function in `specials/` that knows this program better than data can say. */
  readonly special?: string;
  readonly escalates?: string;
  readonly persists?: string;
  readonly tampers?: string;
  /** Options under which none of these three holds (`crontab -l`). */
  readonly harmlessWith?: string;
  /**
   * Standard input is code when no operand or code option is given; `spelled`: a document, of which only what it spells
   * counts.
   */
  readonly stdinIsCode?: boolean | 'spelled';
  /** A builtin or a program without effect of its own: no `run` statement. */
  readonly silent?: boolean;
}

/** A group of programs; keys may hold several names separated by `|`. */
export type ProgramGroup = Readonly<Record<string, ProgramFacts>>;

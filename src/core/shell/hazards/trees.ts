import { isLeftover } from './leftovers.ts';
import type { HazardGroup, WordTest } from './types.ts';

const lost = { kind: 'destroy', recoverable: true } as const;
/** Folders that hold the work itself, by the names that most projects give them. */
const work =
  /^(\.\/)?(\*|\.{1,2}|src|sources?|libs?|include|notebooks|examples|scripts|app|apps|packages|crates|tests?|spec|docs?|\.github)\/?$/;

/** A pattern for `fd` that finds nothing but build output and leftovers. */
const leftovers: WordTest = {
  test: (word) => isLeftover(word.replaceAll(/[\^$\\]/g, '')) && !/^(?:rm|unlink)$/.test(word),
};

/** A folder on another machine that is neither temporary nor made by tools. */
const farWork: WordTest = {
  test: (word) =>
    /^(?:\/|~|\$\{?HOME\b)/.test(word) &&
    !/^\/(?:private\/)?(?:var\/(?:tmp|cache|log|lib\/apt\/lists)|tmp|dev\/shm|run|root\/\.cache)(?:\/|$)/.test(
      word,
    ) &&
    !isLeftover(word),
};

/** Where commands go on: to another machine, to a shell in a container. */
export const farShells = (): readonly HazardGroup[] => [
  {
    programs: 'ssh|autossh|mosh|dbclient|slogin',
    hazards: [],
    relays: [
      {
        after: 1,
        text: 'joined',
        far: true,
        values: '-p -i -l -o -F -J -L -R -D -W -b -c -e -E -I -m -O -Q -S -w -B',
      },
    ],
  },
  { programs: 'sh|bash|dash|ash|zsh|ksh', hazards: [], relays: [{ after: 0, text: 'option' }] },
  {
    programs: 'sudo|doas|nohup|nice|time|command|exec|setsid',
    hazards: [],
    relays: [{ after: 0, text: 'words', values: '-u -g -n --user --group' }],
  },
  { programs: 'timeout', hazards: [], relays: [{ after: 1, text: 'words', values: '-k -s' }] },
];

/** Deleting whole trees, where the rules about paths have nothing to say. */
export const treeHazards = (): readonly HazardGroup[] => [
  {
    programs: 'rm|grm',
    hazards: [
      {
        far: true,
        any: '-r -R --recursive',
        operand:
          /^(\/|~|\$HOME|\$\{HOME\}|\/(etc|usr|var|home|root|bin|sbin|lib|opt|boot|srv|data|mnt))\/?\**$/,
        kind: 'destroy',
        recoverable: false,
        why: 'deletes a whole system or its data elsewhere',
      },
      {
        far: true,
        any: '-r -R --recursive',
        operand: farWork,
        ...lost,
        why: 'deletes a folder with everything in it elsewhere',
      },
    ],
  },
  {
    programs: 'fd|fdfind',
    hazards: [
      {
        line: /(?:^|\s)(?:-x|-X|--exec|--exec-batch)[= ](?:\S*\/)?(?:rm|unlink|shred|truncate|srm|trash)\b/,
        // Endings and names of what tools leave behind.
        noOperand: leftovers,
        none: '-e=pyc -e=pyo -e=o -e=log -e=tmp -e=bak -e=orig -e=swp -e=class --changed-before',
        ...lost,
        why: 'deletes every file below the folder that it finds',
      },
    ],
  },
  {
    programs: 'mv|gmv',
    hazards: [
      { last: /^\/dev\/null$/, ...lost, why: 'deletes what it moves' },
      {
        operand: work,
        last: /^\/(?:private\/)?(?:var\/)?tmp(?:\/|$)|^\/dev\/shm/,
        ...lost,
        why: 'takes a whole folder of the work out of the project',
      },
    ],
  },
  {
    programs: 'trash|trash-put|rip|trash-cli|gtrash|rimraf|del|del-cli|rmrf|premove|recycle',
    hazards: [{ operand: work, ...lost, why: 'deletes a whole folder of the project’s own work' }],
  },
  {
    programs: 'gio|kioclient|kioclient5|gvfs-trash|shx',
    hazards: [
      {
        words: 'trash|remove|rm|move',
        operand: work,
        ...lost,
        why: 'deletes a whole folder of the project’s own work',
      },
    ],
  },
  {
    programs: 'tar|gtar|bsdtar|zip|7z|rar|star',
    hazards: [
      {
        any: '--remove-files -sdel -df -m',
        line: /--remove-files|(?:^|\s)-sdel|^(?:-\w+\s+)*-\w*m\b.*\.zip\b/,
        operand: work,
        ...lost,
        why: 'deletes what it has packed',
      },
    ],
  },
  {
    programs: 'rsync',
    hazards: [
      {
        any: '--delete --del --delete-before --delete-during --delete-after --delete-delay --delete-excluded',
        last: /^(\.{1,2}\/?|~\/?|\/)$/,
        none: '-n',
        ...lost,
        why: 'deletes everything in the folder that is not in the source',
      },
      {
        any: '--delete --del --delete-before --delete-during --delete-after --delete-delay --delete-excluded',
        last: work,
        operand:
          /^\/(?:private\/)?(?:var\/)?tmp\/|^\/dev\/shm|(?:^|\/)(?:empty|blank|nothing|none|void)[\w-]{0,12}\/?$/i,
        none: '-n',
        ...lost,
        why: 'replaces a whole folder of the work by what lies elsewhere',
      },
      {
        any: '--remove-source-files',
        none: '-n',
        ...lost,
        why: 'deletes the files that it copies',
      },
    ],
  },
  {
    programs: 'go|cargo|rustc|javac|java|kotlinc|swift|zig|dotnet|tcc|gcc|cc',
    hazards: [
      {
        // Code that this command line itself has written into the file that is named.
        fed: /\bos\.RemoveAll\(|\bremove_dir_all\(|\bFiles\.walk\b[^;]{0,200}delete|\bdeleteRecursively\(/,
        ...lost,
        why: 'runs code, just written, that deletes whole folders',
      },
    ],
  },
];

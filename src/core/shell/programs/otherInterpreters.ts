import type { ProgramGroup } from './types.ts';

/** Interpreters that few projects have, and that run code all the same. */
export const otherInterpreters: ProgramGroup = {
  'jrunscript|jjs|rhino|bb|clojure|clj|planck|lumo|nbb|janet|fennel|pike|escript|newlisp|picolisp|io|rexx|arturo|hy|gosh|csi|chibi-scheme|txr|wolframscript|sage':
    {
      special: 'interpreter',
      values: {
        code: '-e --eval -c -code',
        script: '-f -l --load',
        word: '-J -Sdeps -A -M -X -T',
        perhaps: '-cp -classpath',
      },
    },
};

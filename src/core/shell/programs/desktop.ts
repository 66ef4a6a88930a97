import type { ProgramGroup } from './types.ts';

/** Opening, clipboard, media. */
export const desktop: ProgramGroup = {
  'pbcopy|pbpaste|xclip|xsel|wl-copy|wl-paste|clip|clip.exe|termux-clipboard-set': {
    operands: 'read',
    values: { word: '-selection -sel -t -target -d -display --type -l -loops' },
    switches: [{ on: '-o -out --output', operands: 'word' }],
  },
  'printenv|hostid|lpstat|lpq|xset|xrandr|setxkbmap|xdotool|wmctrl': {
    operands: 'word',
    prints: 'word',
  },
  'lp|lpr': { operands: 'read', values: { word: '-d -P -n -o -t -q' } },
};

import type { ProgramGroup } from './types.ts';

/** Opening, clipboard, media. */
export const desktop: ProgramGroup = {
  'open|xdg-open|gio|gnome-open|kde-open|start|wslview|explorer': {
    operands: 'perhaps',
    values: { word: '-a -b -n --args' },
  },
  'pbcopy|pbpaste|xclip|xsel|wl-copy|wl-paste|clip|clip.exe|termux-clipboard-set': {
    operands: 'read',
    values: { word: '-selection -sel -t -target -d -display --type -l -loops' },
    switches: [{ on: '-o -out --output', operands: 'word' }],
  },
  'ffmpeg|ffprobe|sox|convert|magick|mogrify|inkscape|gs|pdftk|qpdf|pdftoppm|wkhtmltopdf|chromium|google-chrome|firefox|libreoffice|soffice|pdflatex|xelatex|lualatex|latexmk|bibtex|biber|dot|gnuplot|plantuml|mmdc|rsvg-convert|optipng|jpegoptim|pngquant|cwebp|heif-convert|tesseract|whisper|espeak|blender|openscad|gimp|imgcat|chafa|viu':
    { operands: 'perhaps', values: { perhaps: '-i -o --output' } },
  'printenv|hostid|lpstat|lpq|xset|xrandr|setxkbmap|xdotool|wmctrl': {
    operands: 'word',
    prints: 'word',
  },
  'lp|lpr': { operands: 'read', values: { word: '-d -P -n -o -t -q' } },
  'defaults|plutil|PlistBuddy|dconf|gsettings|reg': { operands: 'perhaps' },
  'qemu|wine|box64': { operands: 'perhaps' },
};

import type { ProgramFacts, ProgramGroup } from './types.ts';

/** The last word is where the result goes, if there are two. */
const toLast: ProgramFacts = {
  operands: 'perhaps',
  last: 'output',
  singleDash: true,
  values: { output: '-o --output -out -write', perhaps: '-i --input' },
};

const generator: ProgramFacts = {
  operands: 'perhaps',
  values: {
    output:
      '-o --output -d --destination --outdir --output-dir -D --destination-dir --site-dir --out --report --log --extract-media',
    perhaps:
      '-c --config -f --from -t --to --template --css -s --source --theme -T -H -A -B --include-in-header --bibliography --csl --metadata-file --defaults --data-dir --filter --lua-filter',
    text: '-V --variable -M --metadata -a --attribute -p --port --host -L --language',
  },
};

/** Programs that turn files into other files. */
export const converters: ProgramGroup = {
  'convert|magick|composite|montage|import|gm|ps2pdf|ps2pdf14|eps2eps|pdfunite|pdfcrop|pdf2svg|pdftotext|pdftohtml|pdftops|pdftoppm|pdftocairo|pdfimages|lame|sox|opusenc|mpg123|flac|djvups|ddjvu|wkhtmltopdf|wkhtmltoimage|weasyprint|rsvg|svgexport|html2ps|unoconv|ebook-convert|fc-scan|ttx|woff2_compress|sfnt2woff|zopflipng|pngcrush|jpegtran|cjpeg|djpeg|rst2html|rst2latex|rst2man|md2html|markdown|antiword|catdoc|xls2csv|docx2txt|odt2txt|ogr2ogr|gdal_translate|gdalwarp|pbmtops|qpdf|mutool|img2pdf|ocrmypdf|tesseract|potrace|autotrace|dvipdf|dvipdfm|dvisvgm|msgfmt|msgunfmt|msgcat|msgconv|msgfilter|msgmerge|msgattrib|msguniq|xgettext|unix2mac':
    toLast,
  mogrify: { operands: 'perhaps', singleDash: true, values: { output: '-path -write' } },
  'identify|exiv2|mediainfo|mkvinfo|mkvmerge|MP4Box|fontforge': {
    operands: 'perhaps',
    values: { output: '-o --output' },
  },
  'ffmpeg|ffplay|avconv': {
    operands: 'output',
    singleDash: true,
    values: {
      perhaps:
        '-i -f_source -attach -dump_attachment -filter_script -filter_complex_script -/filter_complex',
      word: '-vf -af -filter_complex -lavfi -filter:v -filter:a',
      text: '-c -c:v -c:a -c:s -codec -codec:v -codec:a -vcodec -acodec -map -ss -t -to -r -b -b:v -b:a -s -f -crf -preset -pix_fmt -ar -ac -vol -threads -loglevel -v -metadata -tune -profile:v -level -g -q -q:v -q:a -aspect -frames:v -vframes -framerate -loop -movflags -x264-params -color_primaries -bsf -bsf:a -bsf:v -tag:v -disposition -fps_mode -vsync -async -safe -protocol_whitelist -hls_time -hls_list_size',
      output: '-progress -vstats_file -report -passlogfile -hls_segment_filename',
    },
  },
  ffprobe: {
    operands: 'perhaps',
    singleDash: true,
    values: {
      perhaps: '-i',
      output: '-o',
      text: '-v -show_entries -select_streams -of -print_format -f',
    },
  },
  exiftool: {
    operands: 'perhaps',
    singleDash: true,
    values: {
      read: '-@ -config -tagsFromFile -TagsFromFile -geotag',
      output: '-o -w -W',
      text: '-if -p -d -ext -x -api -charset -c -lang -i -sep -fileOrder -userParam',
    },
  },
  'cwebp|dwebp|gif2webp|webpmux|gifsicle|pngquant|optipng|jpegoptim|svgo|oxipng|avifenc|cjxl|djxl|inkscape|rsvg-convert|dot|neato|fdp|sfdp|twopi|circo|plantuml|mmdc|d2|graph-easy|pdftk|soffice|libreoffice|lowriter|gimp|blender|openscad|espeak|espeak-ng|text2wave|say|tic|infocmp|qemu-img|genisoimage|mkisofs|xorriso|mksquashfs|unsquashfs|xdelta3|bsdiff|bspatch|protoc|buf|swagger-codegen|openapi-generator|openapi-generator-cli|quicktype|thrift|flatc|capnp|graphql-codegen|antlr4|bison|yacc|flex|lex|re2c|gperf|swig|sphinx-apidoc|pyreverse|codemod|jscodeshift|comby|ast-grep|sg-ast':
    {
      operands: 'perhaps',
      singleDash: true,
      values: {
        output:
          '-o --output -out --outdir -outdir -dir -d --dest -path --export-filename --export-file -O --export-area -w',
        perhaps: '-f -i --input -I -s -c --config --proto_path',
        text: '-sDEVICE -dNOPAUSE -T -K -G -N -E -n -l -g --lang',
      },
    },
  'pandoc|asciidoctor|asciidoc|a2x|mdbook|mkdocs|hugo|jekyll|zola|eleventy|gatsby|hexo|pelican|sphinx-autobuild|typedoc|jsdoc|doxygen|rustdoc|javadoc|yard|rdoc|pdoc|slate|docusaurus|vitepress|marp|quarto|typst|lilypond|abcm2ps':
    generator,
  'sphinx-build|sphinx-quickstart': {
    ...generator,
    last: 'output',
    values: { text: '-b -j -D -A -t -M', perhaps: '-c', output: '-d -w' },
  },
  'dos2unix|unix2dos|mac2unix': {
    operands: 'rewrite',
    values: { text: '-c --convmode -D --display-enc' },
    switches: [
      { on: '-n --newfile', operands: 'read', last: 'write' },
      { on: '-i --info', operands: 'read' },
    ],
  },
  // Python modules that make files.
  'compileall|py_compile': {
    operands: 'output',
    values: { text: '-j -o -r -d -s -p -f -q -x -i -e' },
  },
};

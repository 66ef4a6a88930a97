import type { ProgramGroup } from './types.ts';

/** Calculators, modules and emulators that are given code of their own. */
export const givenCode: ProgramGroup = {
  // It only computes: no statement of it opens a file or starts a program.
  bc: { operands: 'read', values: { text: '-e --expression', read: '-f --file' } },
  // Modules of Python that are given code.
  timeit: {
    operands: 'code',
    values: { code: '-s --setup', text: '-n --number -r --repeat -u --unit' },
  },
  pdb: { first: 'script', operands: 'perhaps', values: { code: '-c', script: '-m' } },
  'cProfile|profile|memory_profiler|line_profiler|pyinstrument|viztracer': {
    special: 'interpreter',
    values: { output: '-o --outfile --output_file', text: '-s --sort -r --renderer' },
  },
  // PostScript opens files and starts programs.
  'gs|gsc|ghostscript|gsnd': {
    operands: 'source',
    singleDash: true,
    values: {
      write: '-o -sOutputFile',
      read: '-f -sFile',
      perhaps: '-I',
      text: '-sDEVICE -dNOPAUSE',
      code: '-c',
    },
    stdinIsCode: 'spelled',
  },
  'dosbox|dosbox-x|dosemu': {
    operands: 'perhaps',
    singleDash: true,
    values: { code: '-c', read: '-conf' },
  },
  'ps2pdf|ps2ascii|pdf2ps|ps2ps|eps2eps|ps2epsi': {
    operands: 'source',
    last: 'output',
    stdinIsCode: 'spelled',
  },
};

import { archives } from './archives.ts';
import { build } from './build.ts';
import { containers } from './containers.ts';
import { desktop } from './desktop.ts';
import { environments } from './environments.ts';
import { files } from './files.ts';
import { givenCode } from './givenCode.ts';
import { git } from './git.ts';
import { interpreters } from './interpreters.ts';
import { editors } from './editors.ts';
import { languages } from './languages.ts';
import { converters } from './converters.ts';
import { readers } from './readers.ts';
import { makers } from './makers.ts';
import { network } from './network.ts';
import { otherInterpreters } from './otherInterpreters.ts';
import { packages } from './packages.ts';
import { search } from './search.ts';
import { security } from './security.ts';
import { senders } from './senders.ts';
import { servers } from './servers.ts';
import { system } from './system.ts';
import { text } from './text.ts';
import type { ProgramGroup } from './types.ts';
import { wrappers } from './wrappers.ts';

/** In the order in which they are looked through: where two know the same name, the later one counts. */
export const programGroups: readonly ProgramGroup[] = [
  files,
  text,
  search,
  archives,
  git,
  network,
  servers,
  interpreters,
  otherInterpreters,
  wrappers,
  environments,
  packages,
  build,
  containers,
  security,
  system,
  desktop,
  languages,
  givenCode,
  editors,
  converters,
  readers,
  makers,
  senders,
];

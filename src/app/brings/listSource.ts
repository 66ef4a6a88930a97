import { isUnder, nameOf } from '../../core/paths/lexical.ts';
import { namesInPatch } from '../../core/patches/patchNames.ts';
import { type Files, FilesError } from '../../ports/files.ts';
import type { Tree } from '../paths/tree.ts';
import type { BringContext, BringsStatement, BroughtFile, SourceListing } from './brought.ts';
import { listFolder } from './listFolder.ts';

/** UTF-8 bytes of a patch that is read. */
export const longestPatch = 4 * 1024 * 1024;

/** Names of the files that a statement brings. Total: what cannot be listed is `hidden`. */
export function listSource(
  { source, via }: BringsStatement,
  context: BringContext,
  tree: Tree,
): SourceListing {
  switch (source.kind) {
    case 'unseen':
      return hidden('cannot be looked at before the call');
    case 'text':
      return listPatch(source.text);
    case 'folder':
      return listFolder(source, context, tree);
    case 'patch':
    case 'archive':
      return merged(
        context.paths
          .resolve({ kind: 'read', path: source.path, via, certainty: 'perhaps' })
          .flatMap((resolved) => (resolved.kind === 'path' ? [resolved.fact.path] : []))
          .map((path) => listFile(path, source.kind, context)),
      );
  }
}

function listFile(path: string, kind: 'patch' | 'archive', context: BringContext): SourceListing {
  if (isChanged(path, context)) return hidden('is made by the same command');
  if (kind === 'patch') return listPatchFile(path, context.files);
  const listing = context.archives.list(path);
  // Info-ZIP adds the ending itself.
  const found =
    listing.kind === 'none' && !nameOf(path).includes('.')
      ? context.archives.list(`${path}.zip`)
      : listing;
  switch (found.kind) {
    case 'none':
      return hidden('is not there yet');
    case 'unreadable':
      return hidden(found.why);
    case 'entries':
      return { kind: 'files', files: found.entries };
  }
}

/** Whether the same action has written the file before, or may have. */
function isChanged(path: string, { earlier, arrivals }: BringContext): boolean {
  const written = earlier.some(
    (effect) =>
      effect.kind === 'write' && effect.certainty === 'surely' && effect.target.path === path,
  );
  return (
    written ||
    arrivals.some(({ into, paths }) =>
      paths === null ? isUnder(path, into) : paths.includes(path),
    )
  );
}

function listPatchFile(path: string, files: Files): SourceListing {
  try {
    const text = files.readText(path, longestPatch + 1);
    if (text === null) return hidden('is not there yet');
    return text.length > longestPatch ? hidden('is too large to be read') : listPatch(text);
  } catch (error) {
    if (!(error instanceof FilesError)) throw error;
    return hidden('cannot be read');
  }
}

function listPatch(text: string): SourceListing {
  const names = namesInPatch(text);
  if (names === null) return hidden('names files that cannot be told');
  const files = names.map(({ text: name, bare }): BroughtFile => ({
    name,
    kind: 'file',
    target: null,
    ...(bare ? { bare: true } : {}),
  }));
  return { kind: 'files', files };
}

function merged(listings: readonly SourceListing[]): SourceListing {
  const files: BroughtFile[] = [];
  for (const listing of listings) {
    if (listing.kind === 'hidden') return listing;
    files.push(...listing.files);
  }
  return listings.length === 0 ? hidden('leads nowhere') : { kind: 'files', files };
}

function hidden(why: string): SourceListing {
  return { kind: 'hidden', why };
}

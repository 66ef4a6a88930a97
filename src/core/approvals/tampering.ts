import type { TamperingDraft } from '../audit/record.ts';

/** Something that lies in Pinfold's places and is not its own: passed over, and told. */
export type Tampering = Pick<TamperingDraft, 'what' | 'path' | 'why'>;

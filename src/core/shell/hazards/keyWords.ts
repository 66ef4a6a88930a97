/** What a program shows that nobody but its owner should see. */
export const shown = { kind: 'expose' } as const;
export const token = { ...shown, why: 'prints a token that acts as you' };
export const password = { ...shown, why: 'prints a stored password' };
export const secret = { ...shown, why: 'prints a stored secret' };

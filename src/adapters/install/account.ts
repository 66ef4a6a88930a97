import { userInfo } from 'node:os';

/** The name behind `~name`, for the hook. An account without an entry in the system's list has none. */
export function accountVariable(): { readonly PINFOLD_USER?: string } {
  try {
    return { PINFOLD_USER: userInfo().username };
  } catch {
    return {};
  }
}

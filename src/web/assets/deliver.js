// Brings files to the form's address, and tells how far they are.
import { finish, send } from "./send.js";

/**
 * Gives `{ where }`, the page that follows, or `{ refused }`, the page that says why not; rejected when
 * it was stopped. `onprogress` gets parts of 1; `onstate` and `signal` as `send` has them.
 */
export async function deliver(address, files, onprogress, { onstate, signal } = {}) {
  const { ids, refused } = await send(files, {
    onprogress: (sent, total) => onprogress(total > 0 ? sent / total : 1),
    onstate,
    signal,
  });
  return finish(ids, { address, refused, onstate, signal });
}

// Brings files to where a form says, and tells how far they are.
import { finish, send } from "./send.js";

/**
 * `form` says where uploads begin and where they are told of. Gives `{ where }`, the page that follows, or
 * `{ refused }`, the page that says why not; rejected when it was stopped. `onprogress` gets parts of 1; `kind`
 * is what the files are; `onstate` and `signal` as `send` has them.
 */
export async function deliver(form, files, onprogress, { kind, onstate, signal } = {}) {
  const { uploads, arrives } = form.dataset;
  const { ids, refused } = await send(files, {
    uploads,
    onprogress: (sent, total) => onprogress(total > 0 ? sent / total : 1),
    onstate,
    signal,
  });
  return finish(ids, { arrives, kind, refused, onstate, signal });
}

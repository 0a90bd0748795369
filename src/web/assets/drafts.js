// Photographs that are not sent yet. On the person's own phone they wait encrypted, under a key that the
// service gives to this page and forgets after a day; everywhere else in this page's memory alone.

// Also in leave.js, which erases it whole.
const NAME = "abri-brouillons";
const STORE = "photos";
const DAY = 24 * 60 * 60 * 1000;
const CIPHER = "AES-GCM";

const answered = (request) => new Promise((keep, lose) => {
  request.onsuccess = () => keep(request.result);
  request.onerror = () => lose(request.error);
});

const nowhere = {
  list: async () => [],
  put: async () => {},
  drop: async () => {},
};

async function given(address) {
  const answer = await fetch(address, { credentials: "same-origin", redirect: "error", cache: "no-store" });
  const { keys } = await answer.json();
  return Promise.all(keys.map(async ({ day, key }) => {
    const bytes = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0));
    const made = await crypto.subtle.importKey("raw", bytes, CIPHER, false, ["encrypt", "decrypt"]);
    return { day, key: made };
  }));
}

async function opened() {
  const request = window.indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
  const base = await answered(request);
  base.onversionchange = () => base.close();
  return base;
}

// What lies beside a photograph in clear is bound to it: it cannot be moved to another one.
const beside = ({ id, day, kept }) => new TextEncoder().encode(`${id} ${day} ${kept}`);

function locked(base, keys) {
  const [newest] = keys;
  const first = Math.min(...keys.map(({ day }) => day));
  const store = (mode) => base.transaction(STORE, mode).objectStore(STORE);
  const drop = (id) => answered(store("readwrite").delete(id));
  return {
    drop,
    async put({ id, kept, blob }) {
      const record = { id, day: newest.day, kept, iv: crypto.getRandomValues(new Uint8Array(12)) };
      const bytes = await new Response(blob).arrayBuffer();
      const how = { name: CIPHER, iv: record.iv, additionalData: beside(record) };
      record.sealed = await crypto.subtle.encrypt(how, newest.key, bytes);
      await answered(store("readwrite").put(record));
    },
    async list() {
      const found = [];
      for (const record of await answered(store("readonly").getAll())) {
        const { id, day, kept, iv, sealed } = record;
        if (day < first || Math.abs(Date.now() - id) > DAY) {
          await drop(id);
          continue;
        }
        const one = keys.find((key) => key.day === day);
        const how = { name: CIPHER, iv, additionalData: beside(record) };
        // One that this key does not open is somebody else's who uses this phone too.
        const bytes = one && await crypto.subtle.decrypt(how, one.key, sealed).catch(() => null);
        if (bytes) found.push({ id, kept, blob: new Blob([bytes], { type: "image/jpeg" }) });
      }
      return found;
    },
  };
}

/** Where photographs wait: `list()`, `put({ id, kept, blob })`, `drop(id)`. Ids are moments. */
export async function drafts(address) {
  if (!address || !window.indexedDB || !window.crypto || !window.crypto.subtle) return nowhere;
  try {
    return locked(await opened(), await given(address));
  } catch {
    return nowhere;
  }
}

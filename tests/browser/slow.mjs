// A phone as old as its network: slow 4G, and a processor four times slower than this one.

/** Slows a page down; what it has in its cache is not used. */
export async function slowed(one, { cache = true } = {}) {
  const devtools = await one.context().newCDPSession(one);
  await devtools.send("Network.enable");
  if (!cache) await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
  await devtools.send("Network.emulateNetworkConditions", {
    offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8,
  });
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  return devtools;
}

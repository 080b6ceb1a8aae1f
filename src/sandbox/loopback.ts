/** Whether a network address is this machine's own. */
export function isLoopbackAddress(address: string | undefined): boolean {
  return address !== undefined && (address === "::1" || /^(::ffff:)?127(\.\d{1,3}){3}$/i.test(address));
}

/** Whether a host name (as in a Host header, without the port) can only mean this machine. */
export function isLoopbackName(name: string): boolean {
  const bare = name.toLowerCase().replace(/^\[(.*)\]$/, "$1");
  return bare === "localhost" || bare.endsWith(".localhost") || isLoopbackAddress(bare);
}

/** Whether the name in a Host header or an Origin is a loopback name; another one means DNS rebinding or a foreign page. */
export function isLoopbackHost(host: string | undefined): boolean {
  const url = `http://${host}`;
  return host !== undefined && URL.canParse(url) && isLoopbackName(new URL(url).hostname);
}

/** Whether a peer's network address is one of this computer (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3), also as IPv6 writes one of IPv4. */
export function isThisComputer(address: string): boolean {
  return /^(::ffff:)?127\.|^::1$/.test(address)
}

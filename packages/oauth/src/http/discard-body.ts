/** Cancels a body that nobody will read. Unread, it would keep its connection. */
export function discardBody({ body }: Response): void {
  body?.cancel().catch(() => {})
}

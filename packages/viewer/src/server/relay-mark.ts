/**
 * The name of a `meta` element that the page has where `serveViewer` serves it: logins of other processes come through this server. Without
 * it the page is one of static files, and an attempt to reach a server would be an error on its console, again and again.
 */
export const RELAY_MARK = 'device-flow-relay'

// TLS in front of a plain server on loopback, byte by byte.
import { once } from 'node:events'
import { connect } from 'node:net'
import { createServer } from 'node:tls'

export async function startTlsFront(port, options) {
  const sockets = new Set()
  const names = []
  const server = createServer(options, (socket) => {
    names.push(socket.getPeerCertificate().subject?.CN)
    const inner = connect(port, '127.0.0.1')
    for (const end of [socket, inner]) {
      sockets.add(end)
      end.on('error', () => {})
      end.on('close', () => {
        socket.destroy()
        inner.destroy()
      })
    }
    socket.pipe(inner).pipe(socket)
  })
  // A client that does not trust the certificate hangs up.
  server.on('tlsClientError', () => {})
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    port: server.address().port,
    clients: () => [...names],
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

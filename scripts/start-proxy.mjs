// A forward proxy for one test: it tunnels (CONNECT), and finds the hosts that it is told of.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'

export async function startProxy({ hosts = {}, login, challenge = 'Basic realm="proxy"', answer } = {}) {
  const sockets = new Set()
  const asked = []
  const server = createServer((request, response) => {
    asked.push(request.url)
    response.writeHead(502).end('This proxy only tunnels.')
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  server.on('connect', ({ url, headers: sent }, socket) => {
    asked.push(url)
    const expected = login && `Basic ${Buffer.from(login).toString('base64')}`
    const status = expected && sent['proxy-authorization'] !== expected ? 407 : answer
    if (status === 'hang') return
    if (status === 'close') return void socket.destroy()
    if (status === 'reset') return void socket.resetAndDestroy()
    if (status === 'not HTTP') return void socket.end('SSH-2.0-proxy\r\n')
    const headers = [...(status === 407 ? [`Proxy-Authenticate: ${challenge}`] : []), 'Content-Length: 0']
    if (status !== undefined) return void socket.end(`HTTP/1.1 ${status} No\r\n${headers.join('\r\n')}\r\n\r\n`)
    const port = hosts[url]
    if (port === undefined) return void socket.end('HTTP/1.1 502 Unknown host\r\nContent-Length: 0\r\n\r\n')
    const target = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      socket.pipe(target).pipe(socket)
    })
    sockets.add(target)
    target.on('error', () => socket.destroy())
    target.on('close', () => socket.destroy())
    socket.on('close', () => target.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    port: server.address().port,
    asked: () => [...asked],
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

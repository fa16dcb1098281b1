import type { ServedViewer } from '@device-flow/viewer'
import { UsageError } from '../arguments/usage-error.ts'

const OTHER_PORT = 'Choose another by --port; 0 takes a free one.'

/**
 * Serves the viewer at this port of 127.0.0.1.
 *
 * @throws UsageError when another process has the port, or it is one for administrators.
 */
export async function serveAt(port: number): Promise<ServedViewer> {
  const { serveViewer } = await import('@device-flow/viewer')
  try {
    return await serveViewer({ port })
  } catch (error) {
    switch ((error as NodeJS.ErrnoException).code) {
      case 'EADDRINUSE':
        throw new UsageError(
          `Port ${port} is in use, perhaps by another device-flow inspect: see http://127.0.0.1:${port}/. ${OTHER_PORT}`,
        )
      case 'EACCES':
        throw new UsageError(`Port ${port} may not be used without more rights. ${OTHER_PORT}`)
      default:
        throw error
    }
  }
}

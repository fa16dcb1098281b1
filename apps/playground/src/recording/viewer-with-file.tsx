import { useEffect, useRef, type ReactElement } from 'react'

/** The whole viewer in a frame, which is given a file as if somebody had dropped it there. */
export function ViewerWithFile({ file }: { file: File }): ReactElement {
  const frame = useRef<HTMLIFrameElement>(null)
  useEffect(() => {
    // It says hello to the page around it once it listens, and every second from then on.
    const onHello = ({ source }: MessageEvent): void => {
      const viewer = frame.current?.contentWindow
      if (!viewer || source !== viewer) return
      window.removeEventListener('message', onHello)
      dropInto(viewer, file)
    }
    window.addEventListener('message', onHello)
    return () => window.removeEventListener('message', onHello)
  }, [file])
  return (
    <iframe ref={frame} className="opened-recording" title={`The recording ${file.name}`} src="./viewer/index.html" />
  )
}

function dropInto(viewer: Window, file: File): void {
  const dataTransfer = new DataTransfer()
  dataTransfer.items.add(file)
  viewer.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }))
}

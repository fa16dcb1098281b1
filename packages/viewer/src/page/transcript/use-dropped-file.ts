import { useEffect } from 'react'

/** Opens a file that is dropped anywhere on the page. */
export function useDroppedFile(onOpen: (file: File) => void): void {
  useEffect(() => {
    const onDrop = (event: DragEvent): void => {
      event.preventDefault()
      const file = event.dataTransfer?.files[0]
      if (file) onOpen(file)
    }
    // Otherwise the browser leaves the page and shows the file.
    const onDragOver = (event: DragEvent): void => event.preventDefault()
    window.addEventListener('drop', onDrop)
    window.addEventListener('dragover', onDragOver)
    return () => {
      window.removeEventListener('drop', onDrop)
      window.removeEventListener('dragover', onDragOver)
    }
  }, [onOpen])
}

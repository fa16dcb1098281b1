import { useCallback, useEffect, useState } from 'react'

/** Whether something was noticed in the last so many ms, and the function that says that it was just now. */
export function useNoticed(forMs: number): [isNoticed: boolean, notice: () => void] {
  const [times, setTimes] = useState(0)
  const [isNoticed, setIsNoticed] = useState(false)
  const notice = useCallback(() => {
    setTimes((before) => before + 1)
    setIsNoticed(true)
  }, [])
  useEffect(() => {
    if (times === 0) return undefined
    const timer = setTimeout(() => setIsNoticed(false), forMs)
    return () => clearTimeout(timer)
  }, [times, forMs])
  return [isNoticed, notice]
}

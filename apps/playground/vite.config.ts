import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  // Relative addresses: the same build runs at any path of any host.
  base: './',
  plugins: [react()],
})

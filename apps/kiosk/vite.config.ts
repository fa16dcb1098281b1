import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

// Relative addresses: the same build runs at any path of any host.
export default defineConfig({ base: './', plugins: [vue()] })

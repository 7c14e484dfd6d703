/// <reference types="vitest/config" />
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

// The server sends these as they are to every browser that reads gzip, so they are packed once, as small as can be.
const packed: Plugin = {
  name: 'packed',
  apply: 'build',
  writeBundle({ dir }, bundle) {
    for (const name of Object.keys(bundle).filter((n) => /\.(js|css|html|svg)$/.test(n))) {
      const file = join(dir!, name)
      writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }))
    }
  },
}

// While developing, the screens ask a running server: by its address, or as the owner through its socket.
const { BANHDA_SERVER, BANHDA_SOCKET, PORT } = process.env
const target = BANHDA_SOCKET ? { socketPath: BANHDA_SOCKET, host: 'localhost', port: 80 } : (BANHDA_SERVER ?? 'http://127.0.0.1:8080')

export default defineConfig({
  plugins: [react(), packed],
  // dist/index.html is the committed page of a binary without screens; the screens are built beside it.
  build: { outDir: 'dist/app', emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 700 },
  server: {
    port: Number(PORT ?? 5173),
    proxy: { '/v1': { target } },
  },
  // Most tests need no page, which takes seconds to make for each file: those that do say so in their first line.
  test: { environment: 'node', pool: 'threads', include: ['src/**/*.test.{ts,tsx}', 'widget/**/*.test.ts'] },
})

import '@fontsource-variable/inter'
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import '../shared/look.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { LanguageProvider } from '../shared/language'
import { newQueryClient } from '../shared/queries'
import { theme } from '../shared/theme'
import { router } from './routes'

const schemes = localStorageColorSchemeManager({ key: 'banhda-scheme' })

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={newQueryClient()}>
      <LanguageProvider>
        <MantineProvider theme={theme} colorSchemeManager={schemes} defaultColorScheme="auto">
          <Notifications position="bottom-right" />
          <RouterProvider router={router} />
        </MantineProvider>
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
)

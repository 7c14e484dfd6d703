import '@fontsource-variable/inter'
import '@mantine/core/styles.css'
import '@mantine/dates/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import '../shared/look.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { type ReactNode, StrictMode, useMemo } from 'react'
import { createRoot } from 'react-dom/client'
import { LanguageProvider, useLanguage } from '../shared/language'
import { newQueryClient } from '../shared/queries'
import { themeIn } from '../shared/theme'
import { router } from './routes'

const schemes = localStorageColorSchemeManager({ key: 'banhda-scheme' })

/** The look in the language spoken. */
function Look({ children }: { children: ReactNode }) {
  const { language } = useLanguage()
  const theme = useMemo(() => themeIn(language), [language])
  return <MantineProvider theme={theme} colorSchemeManager={schemes} defaultColorScheme="auto">{children}</MantineProvider>
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={newQueryClient()}>
      <LanguageProvider>
        <Look>
          <Notifications position="bottom-right" />
          <RouterProvider router={router} />
        </Look>
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
)

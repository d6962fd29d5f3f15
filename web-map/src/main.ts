import '@fontsource/noto-sans-sc/400.css';
import './ui/theme.css';
import './ui/page.css';
import './ui/print.css';
import { createApp } from 'vue';
import App from './app/App.vue';
import './app/features';
import { i18n } from './i18n';

createApp(App).use(i18n).mount('#app');

import { createApp } from 'vue';
import { recording } from '../stream.js';
import ReceiverPanel from './ReceiverPanel.vue';

createApp(ReceiverPanel, { sound: await recording() }).mount('#app');

export const ordersPath = '/console/orders';
export const orderPath = (orderNo: string): string => `${ordersPath}/${orderNo}`;
export const shipmentsPath = `${ordersPath}/shipments`;

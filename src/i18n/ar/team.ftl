# Who works at a structure, for its managers.
team-role-social-worker = العمل الاجتماعي
team-role-social-worker-more = يرى الأوراق التي يعرضها عليه الأشخاص.
team-role-mediator = المساعدة الرقمية
team-role-mediator-more = يساعد الأشخاص في خزنتهم. لا يقرأ أوراقهم أبدا.
team-role-manager = مسؤول
team-role-manager-more = يدعو الزملاء ويزيلهم. لا يرى أي ورقة.
team-role-choose = اختاروا دورا.
team-role-title = تغيير الدور
team-role-legend = دوره
team-role-button = تغيير الدور
team-people = { $count ->
    [zero] لا أحد
    [one] شخص واحد
    [two] شخصين
    [few] { $count } أشخاص
    [many] { $count } شخصا
   *[other] { $count } شخص
  }
team-name-unknown = لم يصل الاسم بعد
team-oneself = (أنتم)
team-joined = هنا منذ
team-invitations = الدعوات المفتوحة
team-invitations-none = لا توجد دعوة تنتظر.
team-invite = دعوة شخص
team-invite-as = لأي دور؟
team-invite-button = صنع رابط دعوة
team-invite-many = توجد عشرون دعوة. أزيلوا واحدة أولا.
team-invitation-title = دعوة
team-invitation-as = {"\u200f"}{ $role }، { $structure }
team-invitation-send = أرسلوا هذا الرابط إلى الشخص وحده.
team-invitation-once = يعمل مرة واحدة فقط.
team-invitation-leave = لا نظهره بعد خروجكم.
team-invitation-hidden = لم يعد الرابط ظاهرا.
team-invitation-hidden-do = إذا ضاع، أزيلوا هذه الدعوة واصنعوا دعوة أخرى.
team-invitation-withdraw = إزالة هذه الدعوة
team-back = العودة إلى مؤسستي
team-counts = بالأرقام
team-counts-more = ترون أعدادا. لا ترون أبدا الأوراق ولا الأشخاص.
team-closed = الحسابات المغلقة
team-self = هذا أنتم.
team-self-more = يمكن لمسؤول آخر تغيير دوركم أو إغلاق حسابكم.
team-help-title = المساعدة على الدخول من جديد
team-help-more = ضاعت كلماته أو ضاع حاسوبه. يلزم شخصان.
team-help = طلب شخص ثان
team-help-waiting = في انتظار شخص ثان
team-help-until = طلبت مساعدة، حتى { $when }.
team-help-other = يجب أن يقول مسؤول آخر نعم.
team-help-operator = إذا لم يوجد مسؤول آخر، أعطوا هذا الرقم لمن يدير Abri:
team-help-confirm-more = تأكدوا أنه هو هذا الشخص. سيغلق حسابه القديم.
team-help-confirm = نعم، صنع رابط لمدة ساعة
team-help-stop = إيقاف هذا الطلب
team-close = إغلاق حسابه
team-close-more = حواسيبه وبطاقته لا تفتح شيئا بعد الآن. يخرج فورا.
team-close-never = الحساب المغلق لا يفتح من جديد. يمكنكم دعوة الشخص مرة أخرى.
team-close-button = إغلاق الحساب
